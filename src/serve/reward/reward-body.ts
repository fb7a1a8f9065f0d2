/** What the reward service answers. */

import { ApiError } from '../api-error.ts';
import type { Unscored } from './reward-request.ts';
import type { RewardedRow } from './score-row.ts';

/** So many rows without a reward are named in a refusal. */
const MOST_NAMED = 5;

/** Both shapes: `rewards` and `outcomes` side by side; `openRlhf` adds `scores` (0 or 1, for its filters) and `extra_logs`. */
export function rewardBody(rows: readonly RewardedRow[], unscored: Unscored, openRlhf: boolean): string {
  if (unscored === 'error') refuseUnscored(rows);
  const missing = unscored === 'nan' ? 'NaN' : 'null';
  /** JSON has no NaN; Python's reads it. */
  const list = (of: (row: RewardedRow) => number): string =>
    `[${rows.map((row) => (row.reward.total === null ? missing : float(of(row)))).join(',')}]`;
  const rewards = `"rewards":${list(({ reward }) => reward.total as number)}`;
  const outcomes = `"outcomes":${JSON.stringify(rows.map(outcomeOf))}`;
  if (!openRlhf) return `{${rewards},${outcomes}}`;
  const logs = (['format', 'accuracy', 'grounded'] as const).map(
    (part) => `"${part}":${list(({ reward }) => reward[part])}`,
  );
  const scores = `"scores":${list(({ reward }) => reward.accuracy)}`;
  return `{${rewards},${scores},"extra_logs":{${logs.join(',')}},${outcomes}}`;
}

/** `2.0` for 2: where Python reads a whole number, a tensor of rewards becomes one of integers, which has no mean. */
function float(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : JSON.stringify(value);
}

function outcomeOf({ reward, outcome, format }: RewardedRow): object {
  const { total, ...parts } = reward;
  return {
    ...{ verdict: outcome.verdict, rule: outcome.rule, reason: outcome.reason },
    ...{ format_reason: format, parts: total === null ? null : parts },
  };
}

function refuseUnscored(rows: readonly RewardedRow[]): void {
  const missing = rows.flatMap(({ reward, outcome }, index) =>
    reward.total === null ? [`row ${index}: ${outcome.verdict}, ${outcome.reason}`] : [],
  );
  if (missing.length === 0) return;
  const named = missing.slice(0, MOST_NAMED).join('; ');
  throw new ApiError(422, `${missing.length} of ${rows.length} have no reward: ${named}`, {
    code: 'unscored',
  });
}
