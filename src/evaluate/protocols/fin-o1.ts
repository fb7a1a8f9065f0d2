/**
 * How the benchmarks of Fin-o1 (arXiv 2502.08127) are scored: by the comparison of DocMath-Eval, whose suite they take
 * (`yale-nlp/DocMath-Eval`, `utils/evaluation_utils.py`). Fin-o1's own evaluation code is not public.
 */

import { scoreAnswer } from '../../verify/index.ts';
import { noAnswer, readAnswer } from './read-answer.ts';
import type { Protocol } from './protocol.ts';
import { compareNumber } from './stated-number.ts';

const TOLERANCE = 0.0015;
/** Numbers so many times apart are still equal: percent, thousands, and both together. */
const SCALES = [
  [50, 100],
  [500, 1000],
  [50_000, 100_000],
] as const;
const DECIMALS = 1000;

export const finO1: Protocol = {
  id: 'fin-o1',
  title: 'Fin-o1 (DocMath-Eval)',
  rules: [
    'Signs, percent signs and scale words do not count; numbers are equal within 0.15 %, or when they are apart by a factor of 100, 1,000 or 100,000 or by any power of ten, or when both round up to the same third decimal.',
    'There a model (GPT-3.5) takes the final number out of the output; here this project’s extraction does, so that an answer it cannot read is unparseable.',
    'An answer that cannot be read becomes the number 0 there, which scores a gold of 0 as right; that is not imitated.',
    'That Fin-o1 scores FinQA so as well is inferred. Choices, labels and free text: this project’s rules.',
  ],
  read(generated, reference) {
    const answer = readAnswer(generated.text);
    if (answer === null) return noAnswer(generated);
    if (reference.kind !== 'number') return { answer, outcome: scoreAnswer(answer, reference) };
    const outcome = compareNumber(answer, reference, 'fin-o1:within-0.15%', ({ digits }) =>
      isClose(Number(digits), reference.value),
    );
    return { answer, outcome };
  },
  isOpen: () => false,
};

/** Exported for tests. */
export function isClose(stated: number, gold: number): boolean {
  const [larger, smaller] = [
    Math.max(Math.abs(gold), Math.abs(stated)),
    Math.min(Math.abs(gold), Math.abs(stated)),
  ];
  if (smaller !== 0 && Number.isInteger(Math.log10(larger / smaller))) return true;
  if (SCALES.some(([apart, factor]) => smaller <= larger / apart && within(smaller * factor, larger)))
    return true;
  if (Math.ceil(larger * DECIMALS) === Math.ceil(smaller * DECIMALS)) return true;
  return within(stated, gold);
}

function within(stated: number, gold: number): boolean {
  return Math.abs(stated - gold) <= Math.abs(gold) * TOLERANCE;
}
