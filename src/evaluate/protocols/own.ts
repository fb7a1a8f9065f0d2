/** This project's protocol: typed outcomes by rule, each data set's own unit convention, a judge for free text alone. */

import { scoreAnswer } from '../../verify/index.ts';
import { noAnswer, readAnswer } from './read-answer.ts';
import type { Protocol } from './protocol.ts';

export const own: Protocol = {
  id: 'own',
  title: 'fin-r1',
  rules: [
    'The answer is what stands in <answer>, else the last \\boxed{} behind the thinking.',
    'Numbers are equal when the answer is the gold rounded to the digits it prints, in the unit convention of the data set; sign, scale and percent count.',
    'Truncated and unparseable answers are told apart from wrong ones, and count as not correct.',
    'A judge decides on free text that is not an exact match, and on answers that no rule can read.',
  ],
  read(generated, reference) {
    const answer = readAnswer(generated.text);
    return answer === null ? noAnswer(generated) : { answer, outcome: scoreAnswer(answer, reference) };
  },
  isOpen: ({ answer, outcome }, reference) =>
    answer !== null &&
    (outcome.verdict === 'unparseable' || (outcome.verdict === 'wrong' && reference.kind === 'text')),
};
