/**
 * The words around a number, of three kinds, for `weigh.ts`: those of its clause that the source does not have (a new topic), all words of
 * its clause, and what stands right before and behind it.
 */

import { wordsOf } from './word-stems.ts';

export const phraseKinds = ['fresh', 'clause', 'beside'] as const;
export type PhraseKind = (typeof phraseKinds)[number];
export type Phrases = Record<PhraseKind, string[]>;

const BEFORE = 70;
const AFTER = 30;
const CLAUSE_STOP = /[.。;；\n‚]|,(?=\D)/;
const SHORT_WORD = /[a-z]{2,3}(?![a-z])/g;
const TOKEN = /[a-z]+|[\u4e00-\u9fff]|[^\sa-z\u4e00-\u9fff\d]/g;
const NEXT = 3;

/** @param lastClause the last clause of `before` */
export function phrasesOf(
  before: string,
  lastClause: string,
  after: string,
  known: ReadonlySet<string>,
): Phrases {
  const clause = lastClause.slice(-BEFORE);
  const rest = after.slice(0, AFTER).split(CLAUSE_STOP)[0] ?? '';
  const words = [...wordsOf(clause), ...wordsOf(rest)];
  const short = `${clause} ${rest}`.toLowerCase().match(SHORT_WORD) ?? [];
  return {
    fresh: [...new Set(words)].filter((word) => !known.has(word)),
    clause: [...new Set([...words, ...short])],
    beside: beside(before, after),
  };
}

function beside(before: string, after: string): string[] {
  const left = (before.slice(-BEFORE).toLowerCase().match(TOKEN) ?? []).slice(-NEXT);
  const right = (after.slice(0, AFTER).toLowerCase().match(TOKEN) ?? []).slice(0, 2);
  const tokens: string[] = [];
  for (let length = 1; length <= left.length; length++) tokens.push(`${left.slice(-length).join(' ')} #`);
  for (let length = 1; length <= right.length; length++) tokens.push(`# ${right.slice(0, length).join(' ')}`);
  return tokens;
}
