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
  const { gold, predicted, promptTokens, completionTokens, finishReason, promptFile } = answer;
  const facts: [string, string][] = [];
  if (gold !== null) facts.push(['expected', gold]);
  if (predicted !== null) facts.push(['read as', predicted]);
  facts.push(['tokens', `${promptTokens} in, ${completionTokens} out`]);
  if (finishReason !== null) {
    facts.push(['ended', finishReason === 'length' ? 'cut off by the length limit' : finishReason]);
  }
  if (promptFile !== undefined) {
    facts.push(['prompt file', `${promptFile.name} ${promptFile.version}, ${promptFile.hash}`]);
  }
  facts.push(['document', answer.cluster], ['category', answer.category]);
  return facts;
}

function rolledOut(rollout: Rollout): [string, string][] {
  return [
    ['reward', String(rollout.reward ?? 'none')],
    ['training step', String(rollout.step)],
  ];
}
