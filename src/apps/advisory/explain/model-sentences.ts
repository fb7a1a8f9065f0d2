/**
 * Holds each sentence that a model wrote to a strict form: its words are those of a closed vocabulary, names of this advice, and numbers
 * that are bound to figures; it says such a number, or is a caution; it holds no wording that does harm in allowed words; and it gives a
 * figure no other period, scope, bound or rank. A fault is of the whole sentence. Sentences that are ours need none of this.
 */

import type { Figure } from '../figure.ts';
import type { BoundNumber } from './bind.ts';
import { withBounds } from './bounds.ts';
import type { TextFault } from './check-text.ts';
import { comparisonFault, comparisonWords } from './comparisons.ts';
import { allNames, namePattern } from './cues.ts';
import type { Names } from './cues.ts';
import { clauseFault } from './clauses.ts';
import { isOurs } from './own-sentences.ts';
import { riskyWordings } from './risky-wordings.ts';
import { scopeFault } from './scope.ts';
import { sentencesOf } from './sentences.ts';
import { unknownWord } from './vocabulary.ts';

export function sentenceFaults(
  text: string,
  numbers: readonly BoundNumber[],
  { names, figures, findings }: { names: Names; figures: readonly Figure[]; findings: readonly string[] },
): TextFault[] {
  const known = allNames(names).filter((name) => name !== '');
  const pattern = known.length === 0 ? null : namePattern(known);
  return sentencesOf(text).flatMap((at) => {
    const said = text.slice(at.start, at.end);
    if (said.trim() === '' || isOurs(said, findings)) return [];
    // A number that is bound to nothing is a fault of its own.
    const { numbers: within, fault } = withBounds(
      text,
      numbers.filter(({ start }) => start >= at.start && start < at.end),
      figures,
    );
    const bare = withoutNumbers(text, at, within);
    const masked = readable(pattern === null ? bare : bare.replace(pattern, '□'));
    const reason =
      fault ??
      wordingFault(masked) ??
      scopeFault(text, at, masked, within) ??
      comparisonFault(text, at, within, figures);
    return reason === null ? [] : [{ ...at, reason: `${reason}: ${said.trim()}` }];
  });
}

function wordingFault(masked: string): string | null {
  const unknown = unknownWord(masked.replace(comparisonWords, ' '));
  if (unknown !== null) return `“${unknown}” is no word that an explanation needs`;
  for (const { kind, wording } of riskyWordings) {
    const found = wording.exec(masked)?.[0].trim();
    if (found !== undefined) return `it ${kind} (“${found}”)`;
  }
  return clauseFault(masked);
}

function withoutNumbers(
  text: string,
  { start, end }: { start: number; end: number },
  numbers: readonly BoundNumber[],
): string {
  let bare = '';
  let from = start;
  for (const number of numbers) {
    bare += `${text.slice(from, number.start)}■`;
    from = number.end;
  }
  return bare + text.slice(from, end);
}

/** On one line, without blanks between Chinese characters, which would hide words. */
function readable(said: string): string {
  return said
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/(?<=[\p{Script=Han}□■]) (?=[\p{Script=Han}])|(?<=\p{Script=Han}) (?=[□■])/gu, '');
}
