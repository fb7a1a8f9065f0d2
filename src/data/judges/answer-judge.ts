/**
 * A language model as answer judge (paper §3.2, Supp. B.2, the prompt form "OF"): role and rules first, then the reference and the answer,
 * never the question; the verdict is `\boxed{1}` or `\boxed{0}`. The paper's is Qwen2.5-72B-Instruct.
 */

import type { Outcome } from '../../core/outcome.ts';
import type { TextModel } from '../../models/text-model.ts';
import { boxedContents } from '../../verify/index.ts';
import type { AnswerJudge, JudgeFailure } from '../judge.ts';
import { fillPrompt } from '../load-prompt.ts';
import { asData, askJudge, excerptOf, type JudgeOptions, type ReadVerdict } from './ask-judge.ts';

export interface AnswerJudgeOptions extends JudgeOptions {
  /** What the judge reads first; the calibration turns it round to see whether the verdict stays. */
  order?: 'reference-first' | 'answer-first';
}

const HAN = /\p{Script=Han}/u;

export function answerJudge(model: TextModel, options: AnswerJudgeOptions = {}): AnswerJudge {
  const { order = 'reference-first', ...judgeOptions } = options;
  return {
    id: model.id,
    async judge(reference, answer) {
      const language = HAN.test(reference) ? 'zh' : 'en';
      const slots = { reference: asData(reference), answer: asData(answer) };
      const { text } = fillPrompt('answer-judge', language, slots, order);
      return outcomeOf(
        await askJudge(model, text, readVerdict, judgeOptions),
        `judge:${model.id}`,
        reference,
        answer,
      );
    },
  };
}

/** The last box decides; one that says otherwise before it makes the verdict two, which is none. Exported for tests. */
export function readVerdict(content: string): ReadVerdict<boolean> | JudgeFailure {
  const boxes = boxedContents(content);
  const last = boxes.at(-1);
  if (last !== '0' && last !== '1') return { failed: `no verdict in ${excerptOf(content)}` };
  const other = last === '1' ? '0' : '1';
  if (boxes.includes(other)) return { failed: `both verdicts in ${excerptOf(content)}` };
  return { verdict: last === '1' };
}

function outcomeOf(
  result: ReadVerdict<boolean> | JudgeFailure,
  rule: string,
  reference: string,
  answer: string,
): Outcome {
  if ('failed' in result) return { verdict: 'judge-error', rule, reason: result.failed };
  const compared = `${excerptOf(answer)} ${result.verdict ? 'says the same as' : 'differs from'} ${excerptOf(reference)}`;
  return { verdict: result.verdict ? 'correct' : 'wrong', rule, reason: compared };
}
