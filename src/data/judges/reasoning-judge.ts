/**
 * A language model as reasoning judge (paper §3.2, Supp. B.3): the seven criteria, 0 or 1 each with one reason, as JSON; a trace passes
 * "only if all seven points are met".
 *
 * Departures: structured output in place of one boxed score, so that the funnel can say what was missed; the judge also sees the final
 * answer, as it cannot tell without it whether the instruction was followed.
 */

import { z } from 'zod';
import type { Question } from '../../core/question.ts';
import type { Trace } from '../../core/trace.ts';
import type { TextModel } from '../../models/text-model.ts';
import type { JudgeFailure, ReasoningJudge } from '../judge.ts';
import { fillPrompt } from '../load-prompt.ts';
import type { ReasoningCheck } from '../reasoning-check.ts';
import { criterionNames, type CriterionName } from '../reasoning-criteria.ts';
import { referenceText } from '../reference-text.ts';
import { renderQuestion } from '../render-question.ts';
import { asData, askJudge, excerptOf, type JudgeOptions, type ReadVerdict } from './ask-judge.ts';

/** A criterion as the key of its verdict: `internal_consistency`. */
function keyOf(name: CriterionName): string {
  return name.replaceAll(/[^a-z]/g, '_');
}

// The reason comes first: a judge that has to say why before it scores scores with more care.
const criterionSchema = z.strictObject({
  reason: z.string().refine((reason) => reason.trim() !== '', 'a reason is missing'),
  score: z.literal([0, 1]),
});
const verdictSchema = z.strictObject(
  Object.fromEntries(criterionNames.map((name) => [keyOf(name), criterionSchema])),
);
const { $schema: _, ...schema } = z.toJSONSchema(verdictSchema);
const jsonSchema = { name: 'reasoning_verdict', schema };

export function reasoningJudge(model: TextModel, options: JudgeOptions = {}): ReasoningJudge {
  return {
    id: model.id,
    async judge(question, trace) {
      const text = judgePrompt(question, trace);
      const result = await askJudge(model, text, readCriteria, { ...options, jsonSchema });
      return 'verdict' in result ? result.verdict : result;
    },
  };
}

function judgePrompt(question: Question, trace: Trace): string {
  const { text } = fillPrompt('reasoning-judge', question.language, {
    task: asData(renderQuestion(question)),
    domain: asData(question.category),
    reference: asData(referenceText(question) ?? '–'),
    reasoning: asData(trace.reasoning),
    answer: asData(trace.answer ?? '–'),
    keys: criterionNames.map(keyOf).join(', '),
  });
  return text;
}

/** One JSON object, bare or in a code fence, that fits the schema; nothing is repaired. Exported for tests. */
export function readCriteria(content: string): ReadVerdict<ReasoningCheck> | JudgeFailure {
  const json = /^```(?:json)?\s*\n([\s\S]*?)\n\s*```$/.exec(content.trim())?.[1] ?? content;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { failed: `no JSON: ${excerptOf(content)}` };
  }
  const parsed = verdictSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { failed: `unexpected JSON at ${issue?.path.join('.') || 'its root'}: ${issue?.message}` };
  }
  const criteria = criterionNames.flatMap((name) => {
    const verdict = parsed.data[keyOf(name)];
    return verdict === undefined
      ? []
      : [{ name, passed: verdict.score === 1, reason: verdict.reason.trim() }];
  });
  return { verdict: { criteria, passed: criteria.every((criterion) => criterion.passed) } };
}
