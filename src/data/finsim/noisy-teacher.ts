/**
 * The noisy scripted teacher of FinSim: stands where the paper has DeepSeek-R1, needs neither model nor key, and errs
 * enough for the answer check and the reasoning check to have work. Some 60–65 % of his traces pass both.
 *
 * He departs from a real teacher in that what he does badly is known (`weaknesses.ts`). A misreading is drawn once a
 * question (sampling more does not help); slips, bad reasoning and truncation are drawn for every sample.
 */

import { contentHash } from '../../core/ids.ts';
import type { Question } from '../../core/question.ts';
import { Random } from '../../core/random.ts';
import type { Trace } from '../../core/trace.ts';
import type { OfflineTeacher } from '../teacher.ts';
import {
  exactArithmetic,
  signFlippingArithmetic,
  slippingArithmetic,
  type Arithmetic,
} from './arithmetic.ts';
import { familyOf, finsimBenchmarks, kindOf } from './families.ts';
import { completionText } from '../completion.ts';
import type { Solution } from './solution.ts';
import { spoil } from './spoil.ts';
import { weaknesses, type Weakness } from './weaknesses.ts';

const id = 'teacher:finsim-noisy';

/** Share of samples whose reasoning is spoilt, and of those that are cut off. */
const spoiltShare = 0.09;
const truncatedShare = 0.03;

const careful: Weakness = { misread: 0, misreadings: [], slip: 0 };

function drawArithmetic(random: Random, slip: number): Arithmetic {
  if (!random.chance(slip)) return exactArithmetic;
  if (random.chance(0.25)) return signFlippingArithmetic;
  return slippingArithmetic(random.pick([-10, -2, -1, 1, 2, 10]));
}

function attempt(question: Question, sample: number, seed: number): Solution {
  const weakness = weaknesses[question.source]?.[question.category] ?? careful;
  const lasting = Random.derive(seed, id, question.id);
  const misreads = lasting.chance(weakness.misread) && weakness.misreadings.length > 0;
  const seen = misreads ? lasting.pick(weakness.misreadings)(question, lasting) : question;
  const random = Random.derive(seed, id, question.id, sample);
  const kind = kindOf(familyOf(question.source), question.category);
  const solution = kind.solve(seen, drawArithmetic(random, weakness.slip));
  return random.chance(spoiltShare) ? spoil(solution, random) : solution;
}

export const finsimTeacher: OfflineTeacher = {
  id,

  distil(question: Question, sample: number, seed: number): Trace | null {
    if (!finsimBenchmarks.includes(question.source)) return null;
    const { steps, answer } = attempt(question, sample, seed);
    const reasoning = steps.join('\n');
    const common = {
      questionId: question.id,
      sample,
      usage: { promptTokens: 0, completionTokens: 0 },
      model: id,
      requestKey: contentHash({ teacher: id, question: question.id, sample, seed }),
    };
    const random = Random.derive(seed, id, question.id, sample, 'length');
    if (random.chance(truncatedShare)) {
      const kept = reasoning.slice(0, random.int(1, reasoning.length - 1)).trim();
      return { ...common, text: `<think>\n${kept}`, reasoning: kept, answer: null, finishReason: 'length' };
    }
    const text = completionText(steps, answer);
    return { ...common, text, reasoning, answer, finishReason: 'stop' };
  },
};
