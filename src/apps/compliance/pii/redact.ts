/** What is sent to models of others: `[ID 1]` in place of what names a person, one number for one value. */

import type { Edit, MappedText } from '../hardening/mapped-text.ts';
import { findPii } from './find-pii.ts';

/** A quote with a placeholder is located all the same: the text knows what each one stands for. */
export function redacted(text: MappedText): MappedText {
  const numbers = new Map<string, number>();
  const counts = new Map<string, number>();
  const edits = findPii(text.text).map(({ kind, value, start, end }): Edit => {
    const key = `${kind} ${value}`;
    let number = numbers.get(key);
    if (number === undefined) {
      number = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, number);
      numbers.set(key, number);
    }
    return { start, end, by: `[${kind} ${number}]` };
  });
  return text.edit(edits);
}
