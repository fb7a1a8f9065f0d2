/** The texts of a workbook, which its cells name by number; only those that are needed are kept. */

import { LONGEST_CELL } from '../limits.ts';
import { cellWords } from './cell-text.ts';
import { walkXml } from './xml.ts';

export function readSharedStrings(
  name: string,
  bytes: Buffer,
  needed: ReadonlySet<number>,
): ReadonlyMap<number, string> {
  const strings = new Map<number, string>();
  let last = -1;
  for (const index of needed) last = Math.max(last, index);
  let at = -1;
  let text = '';
  let takes: 'text' | 'phonetic' | null = null;
  walkXml(name, bytes, {
    isDone: () => at > last,
    open(tag) {
      if (tag === 'si') {
        at++;
        text = '';
      } else if (tag === 'rPh') takes = 'phonetic';
      else if (tag === 't' && takes === null) takes = 'text';
    },
    text(data) {
      if (takes === 'text' && text.length < LONGEST_CELL && needed.has(at)) text += data;
    },
    close(tag) {
      if (tag === 'rPh' || (tag === 't' && takes === 'text')) takes = null;
      else if (tag === 'si' && needed.has(at)) strings.set(at, cellWords(text));
    },
  });
  return strings;
}
