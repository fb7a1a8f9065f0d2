/** How Fin-R1 scores (arXiv 2503.16252v5, §5.1 and Supp. B.2): a judge with two rules of equivalence, option letters by rule. */

import { boxedContents, scoreAnswer } from '../../verify/index.ts';
import { splitThinking } from '../../models/split-thinking.ts';
import { noAnswer, readAnswer } from './read-answer.ts';
import type { Protocol } from './protocol.ts';
import { compareNumber, type NumberReference } from './stated-number.ts';
import type { ParsedNumber } from '../../verify/index.ts';

/** An answer means the gold itself, or the gold written the other way: 0.98 and 98 %. */
const FACTORS = [1, 100, 0.01];
const FAR = 0.05;

export const finR1: Protocol = {
  id: 'fin-r1',
  title: 'Fin-R1',
  rules: [
    'The whole output behind the thinking may hold the answer: <answer>, else the last \\boxed{}, else all of it.',
    'Two rules of equivalence (Supp. B.2): the same number in another format (0.98 and 98 %), and numbers that are equal after rounding (2 and 1.98), not further apart than 5 %.',
    'With --judge the judge decides wherever these rules find no match, as in the paper; its prompt is ours, the paper’s is an image. Without one the rules decide alone.',
    'The paper does not say which model judged its evaluation; drafts of the README say GPT-4o.',
  ],
  read(generated, reference) {
    const answer = readAnswer(generated.text) ?? wholeContent(generated.text);
    if (answer === null) return noAnswer(generated);
    if (reference.kind !== 'number') return { answer, outcome: scoreAnswer(answer, reference) };
    const outcome = compareNumber(answer, reference, 'fin-r1:equivalent', (stated) =>
      isEquivalent(stated, reference),
    );
    return { answer, outcome };
  },
  isOpen: ({ answer, outcome }, reference) =>
    answer !== null && outcome.verdict !== 'correct' && reference.kind !== 'choice',
};

function wholeContent(text: string): string | null {
  const { content } = splitThinking(text);
  return content === null || content === '' || boxedContents(content).length > 0 ? null : content;
}

/** Rounded to the digits of the less precise one; a coarse digit says nothing of a number that is far from it. */
function isEquivalent(stated: ParsedNumber, reference: NumberReference): boolean {
  const value = Number(stated.digits) * 10 ** stated.power;
  const precision = 0.5 * 10 ** (stated.power - stated.decimals);
  return FACTORS.some((factor) => {
    const gold = reference.value * factor;
    const printed = decimalsOf(reference.value) + Math.log10(1 / factor);
    const slack = Math.max(precision, 0.5 * 10 ** -printed);
    const distance = Math.abs(value - gold);
    return distance <= slack * (1 + 1e-9) && distance <= FAR * Math.abs(gold);
  });
}

function decimalsOf(value: number): number {
  return String(value).split('.')[1]?.length ?? 0;
}
