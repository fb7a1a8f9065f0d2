/** Data that name a person or an account, where a check digit, a form or the words beside it make sure of it. */

import type { Span } from '../hardening/mapped-text.ts';
import { addressForms } from './address-forms.ts';
import { birthdayForms } from './birthday-forms.ts';
import { contactForms } from './contact-forms.ts';
import { encodedPassages } from './encoded.ts';
import type { Form, PiiKind } from './form.ts';
import { nameForms } from './name-forms.ts';
import { numberForms } from './number-forms.ts';

export interface Pii extends Span {
  kind: PiiKind;
  /** Letters and figures alone: one number, however it is written. */
  value: string;
}

/** The first to claim a passage keeps it. */
const forms: readonly Form[] = [
  ...birthdayForms,
  ...contactForms.slice(0, 1),
  ...numberForms,
  ...contactForms.slice(1),
  ...addressForms,
  ...nameForms,
];

/** In the order of the text; none lies over another. */
export function findPii(text: string): Pii[] {
  const found = inForms(text);
  const add = (pii: Pii): void => {
    if (!found.some((other) => pii.start < other.end && other.start < pii.end)) found.push(pii);
  };
  for (const span of encodedPassages(text, (plain) => inForms(plain).length > 0))
    add({ kind: 'ENCODED', value: text.slice(span.start, span.end), ...span });
  for (const again of named(text, found)) add(again);
  return found.sort((a, b) => a.start - b.start);
}

function inForms(text: string): Pii[] {
  const found: Pii[] = [];
  for (const { kind, pattern, isSure } of forms) {
    for (const match of text.matchAll(pattern)) {
      const passage = surePart(match[0], isSure);
      if (passage === null) continue;
      const span = { start: match.index, end: match.index + passage.length };
      if (!found.some((other) => span.start < other.end && other.start < span.end))
        found.push({ kind, value: bare(passage), ...span });
    }
  }
  return found;
}

/** Where a name that is known stands again, whole or by its last part, without the words that told it. */
function* named(text: string, found: readonly Pii[]): Generator<Pii> {
  const names = new Map<string, string>();
  for (const { kind, value, start, end } of found) {
    if (kind !== 'NAME') continue;
    const name = text.slice(start, end);
    const last = /(?<= )\S{3,}$/.exec(name)?.[0];
    for (const part of [name, ...(last === undefined ? [] : [last])])
      if (part.length > 1 && !names.has(part)) names.set(part, value);
  }
  for (const [name, value] of names) {
    const letters = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const isLatin = /^[A-Za-z]/.test(name);
    const pattern = new RegExp(isLatin ? `(?<![\\p{L}\\p{N}])${letters}(?![\\p{L}\\p{N}])` : letters, 'gu');
    for (const { index } of text.matchAll(pattern))
      yield { kind: 'NAME', value, start: index, end: index + name.length };
  }
}

function bare(passage: string): string {
  return passage.replace(/[^\p{L}\p{N}@.]/gu, '').toUpperCase();
}

/** The passage without groups at its end that are the next word or number; null where nothing of it is sure. */
function surePart(passage: string, isSure: Form['isSure']): string | null {
  if (isSure === undefined || isSure(bare(passage))) return passage;
  const cut = passage.search(/[ -][^ -]*$/);
  return cut < 0 ? null : surePart(passage.slice(0, cut), isSure);
}
