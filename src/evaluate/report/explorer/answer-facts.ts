/** What is known of an answer beside its text and numbers, as names and values for people. */

import type { EvaluatedAnswer, Rollout } from '../../sample-rows.ts';

export function answerFacts(row: EvaluatedAnswer | Rollout): [string, string][] {
  // Rows of an evaluation may say under which request the answer is kept.
  const { requestKey } = row as typeof row & { requestKey?: string };
  return [
    ['outcome', row.verdict],
    ['rule', row.rule],
    ['reason', row.reason],
    ...(row.kind === 'answer' ? evaluated(row) : rolledOut(row)),
    ['format', row.formatValid ? 'valid' : 'not valid'],
    ...(requestKey === undefined ? [] : [['request', requestKey] satisfies [string, string]]),
  ];
}

function evaluated(answer: EvaluatedAnswer): [string, string][] {
  const { gold, predicted, promptFile } = answer;
  const facts: [string, string][] = [];
  if (gold !== null) facts.push(['expected', gold]);
  if (predicted !== null) facts.push(['read as', predicted]);
  facts.push(...written(answer));
  if (promptFile !== undefined) {
    facts.push(['prompt file', `${promptFile.name} ${promptFile.version}, ${promptFile.hash}`]);
  }
  facts.push(['document', answer.cluster], ['category', answer.category]);
  return facts;
}

function rolledOut(rollout: Rollout): [string, string][] {
  const { reward, advantage, step, formatReason } = rollout;
  const facts: [string, string][] = [['reward', String(reward ?? 'none')]];
  if (advantage !== undefined) facts.push(['advantage', advantage?.toFixed(3) ?? 'none: not trained on']);
  facts.push(['training step', String(step)], ...written(rollout));
  if (formatReason !== undefined && !rollout.formatValid) facts.push(['format, why', formatReason]);
  return facts;
}

type Written = Pick<EvaluatedAnswer, 'promptTokens' | 'completionTokens' | 'finishReason'>;

/** How long it is and how it ended, as far as the row says it. */
function written({ promptTokens, completionTokens, finishReason }: Partial<Written>): [string, string][] {
  const facts: [string, string][] = [];
  if (completionTokens !== undefined) {
    const asked = promptTokens === undefined ? '' : `${promptTokens} in, `;
    facts.push(['tokens', `${asked}${completionTokens} out`]);
  }
  if (finishReason != null) {
    facts.push(['ended', finishReason === 'length' ? 'cut off by the length limit' : finishReason]);
  }
  return facts;
}
