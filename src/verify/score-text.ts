/** Scores short free text by exact match after normalising; anything a reader must judge is left to a judge. */

import type { Outcome } from '../core/outcome.ts';
import type { Reference } from '../core/question.ts';
import { unbox } from './boxed.ts';

export type TextReference = Extract<Reference, { kind: 'text' }>;

const EDGES = new Set(` "'“”‘’《》「」.,;:!?。，；：！？*`);
const LIST_MARKS = / ?([;；,，、]) ?/g;
// Most texts have neither: looking first makes the scorer of choices a third faster.
const UNEVEN_SPACE = /\s\s|[^\S ]/;
const LIST_MARK = /[;；,，、]/;

/** Unicode form, case, white space, quotes and punctuation at the edges, and blanks around list marks do not count. */
export function normaliseText(text: string): string {
  let normal = text.normalize('NFKC').toLowerCase();
  if (UNEVEN_SPACE.test(normal)) normal = normal.replace(/\s+/g, ' ');
  if (LIST_MARK.test(normal)) normal = normal.replace(LIST_MARKS, '$1').replaceAll('、', ',');
  let [from, to] = [0, normal.length];
  while (from < to && EDGES.has(normal.charAt(from))) from++;
  while (from < to && EDGES.has(normal.charAt(to - 1))) to--;
  return normal.slice(from, to);
}

export function scoreText(answer: string, reference: TextReference): Outcome {
  const accepted = [reference.text, ...reference.accepted].map(normaliseText).filter((text) => text !== '');
  if (accepted.length === 0 || accepted[0] === 'nan') {
    return { verdict: 'unscorable', rule: 'reference', reason: `the reference text is "${reference.text}"` };
  }
  const given = normaliseText(unbox(answer));
  if (given === '') return { verdict: 'unparseable', rule: 'text:exact', reason: 'the answer is empty' };
  const correct = accepted.includes(given);
  return {
    verdict: correct ? 'correct' : 'wrong',
    rule: 'text:exact',
    reason: `"${given}" ${correct ? 'equals' : 'does not equal'} "${accepted[0] ?? ''}"`,
  };
}
