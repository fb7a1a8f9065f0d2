/**
 * Holds each sentence that a model wrote to a strict form: it says a number that is bound to a figure, or is a known harmless one; it
 * holds no forbidden words; and it gives the figure no other period, scope or bound. A fault is of the whole sentence.
 */

import type { BoundNumber } from './bind.ts';
import type { TextFault } from './check-text.ts';
import { allNames, namePattern } from './cues.ts';
import type { Names } from './cues.ts';
import { forbiddenWords, TAKEN_BACK } from './forbidden-words.ts';
import { isHarmless } from './harmless-sentences.ts';
import { scopeFault } from './scope.ts';
import { sentencesOf } from './sentences.ts';

const ROMAN =
  /(?<![A-Za-z])(?=[IVXLCDM]{2})M*(?:CM|CD|D?C{0,4})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})(?![A-Za-z])/;
const LONE_ROMAN = /(?<![A-Za-z])[IVXLCDM] ?(?:%|per ?cent|years?|months?)/;
/** Letters that look like others hide words. */
const OTHER_SCRIPT = /[\p{L}--\p{Script=Latin}--\p{Script=Han}]/v;

export function sentenceFaults(text: string, numbers: readonly BoundNumber[], names: Names): TextFault[] {
  const known = allNames(names).filter((name) => name !== '');
  const pattern = known.length === 0 ? null : namePattern(known);
  return sentencesOf(text).flatMap(({ start, end }) => {
    const said = text.slice(start, end);
    if (said.trim() === '' || isHarmless(said)) return [];
    const within = numbers.filter((one) => one.start >= start && one.start < end);
    const plain = readable(pattern === null ? said : said.replace(pattern, '□'));
    // A number that is bound to nothing is a fault of its own.
    const reason = faultOf(plain, within) ?? scopeFault(text, { start, end }, plain, within);
    return reason === null ? [] : [{ start, end, reason: `${reason}: ${said.trim()}` }];
  });
}

function faultOf(said: string, numbers: readonly BoundNumber[]): string | null {
  if (ROMAN.test(said) || LONE_ROMAN.test(said)) return 'a Roman numeral is no figure';
  if (OTHER_SCRIPT.test(said)) return 'it holds letters of another script';
  const held = said.replace(TAKEN_BACK, '');
  for (const { kind, words } of forbiddenWords) {
    const found = words.exec(held)?.[0];
    if (found !== undefined) return `it ${kind} (“${found.trim()}”)`;
  }
  return numbers.length === 0 ? 'it says no number of a figure' : null;
}

/** Full-width letters made plain, accents and blanks between Chinese signs taken out. */
function readable(said: string): string {
  return said
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFKC')
    .replace(/(?<=\p{Script=Han})[\s·•.*_\-/|]+(?=\p{Script=Han})/gu, '')
    .replace(/[^\S\n]+/g, ' ');
}
