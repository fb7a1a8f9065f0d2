/**
 * The reward of one completion, as GRPO gives it (`train/reward.ts`): format + accuracy, and grounding where it has a weight. What says
 * nothing about the answer (`unscorable`, `judge-error`) has the reward null, never 0.
 */

import type { Outcome } from '../../core/outcome.ts';
import type { Question, Reference } from '../../core/question.ts';
import { readRewardLabel } from '../../data/index.ts';
import { rewardOf, scoreByRule, scoreGrounded } from '../../train/index.ts';
import type { Reward, Scored } from '../../train/index.ts';
import { scoreGeneration } from '../../verify/index.ts';
import type { RewardServiceOptions } from './reward-options.ts';

export interface RewardRow {
  completion: string;
  /** As `readRewardLabel` takes it. */
  label: unknown;
  finishReason: 'stop' | 'length';
  /** The prompt already ends with `<think>`. */
  promptOpensThink: boolean;
}

export interface RewardedRow {
  /** `total` is null where there is none. */
  reward: Reward;
  outcome: Outcome;
  /** Why the format is not valid; 'valid' when it is. */
  format: string;
}

type Scoring = Pick<RewardServiceOptions, 'weights' | 'questions'>;

/** No length reward here: it counts tokens, which the service does not see. */
const LENGTHS = { tokens: 0, maxTokens: 1 };

export async function scoreRow(row: RewardRow, { weights, questions }: Scoring): Promise<RewardedRow> {
  const generation = { text: textOf(row), finishReason: row.finishReason };
  const asked = askedBy(row.label, questions);
  const isGrounded = weights.grounded > 0;
  if ('unknown' in asked) return rewarded(unscorable(generation, asked.unknown), weights);
  if ('question' in asked) {
    const score = isGrounded ? scoreGrounded : scoreByRule;
    return rewarded(decided(await score(generation, asked.question), asked.question.reference), weights);
  }
  if (!isGrounded) {
    return rewarded(decided(scoreGeneration(generation, asked.reference), asked.reference), weights);
  }
  const why = 'grounding needs the material of the question: its id, and --data with its data set';
  return rewarded(unscorable(generation, why), weights);
}

function textOf({ completion, promptOpensThink }: RewardRow): string {
  return promptOpensThink && !completion.trimStart().startsWith('<think>')
    ? `<think>${completion}`
    : completion;
}

type Asked = { question: Question } | { reference: Reference } | { unknown: string };

function askedBy(given: unknown, questions: RewardServiceOptions['questions']): Asked {
  const label = readRewardLabel(given);
  if (typeof label === 'string') return { unknown: label };
  const { id, reference } = label;
  const question = id === null ? null : (questions?.find(id) ?? null);
  if (question !== null) return { question };
  if (reference !== null) return { reference };
  const where =
    questions === null ? 'no data set is open here (--data)' : 'the data set has no such question';
  return { unknown: `the label names the question ${JSON.stringify(id)} without a reference, and ${where}` };
}

/** Free text that differs from the reference may say the same: a reader has to judge that, and there is none here. */
function decided(scored: Scored, reference: Reference | null): Scored {
  const { verdict, rule, reason } = scored.outcome;
  if (reference?.kind !== 'text' || verdict !== 'wrong') return scored;
  const why = `${reason}, and no rule can tell whether free text says the same`;
  return { ...scored, outcome: { verdict: 'unscorable', rule, reason: why } };
}

/** The format can be told all the same. */
function unscorable(generation: { text: string; finishReason: 'stop' | 'length' }, reason: string): Scored {
  const { format } = scoreGeneration(generation, null);
  return { format, outcome: { verdict: 'unscorable', rule: 'label', reason } };
}

function rewarded(scored: Scored, weights: RewardServiceOptions['weights']): RewardedRow {
  const reward = rewardOf(scored, LENGTHS, weights);
  return { reward, outcome: scored.outcome, format: scored.format.reason };
}
