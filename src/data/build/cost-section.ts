/** What the card says of cost: requests, tokens and money by stage and model, over all starts of a build. */

import type { StageUsage } from '../../models/index.ts';
import { markdownTable } from './markdown-table.ts';

const header = ['stage', 'model', 'requests', 'from cache', 'given up', 'tokens in', 'tokens out', 'cost'];
const counts = ['requests', 'cached', 'failed', 'promptTokens', 'completionTokens'] as const;

function dollars(amount: number): string {
  return `$${amount.toFixed(4)}`;
}

export function costSection(usage: readonly StageUsage[] | undefined): string {
  if (usage === undefined || usage.length === 0)
    return 'No model was asked: offline teachers and rules did all.';
  const sumOf = (of: (one: StageUsage) => number): number => usage.reduce((total, one) => total + of(one), 0);
  const priced = usage.filter(({ cost }) => cost !== null);
  const known = dollars(sumOf(({ cost }) => cost ?? 0));
  const rest = priced.length < usage.length ? ' and what has no price' : '';
  const total = priced.length === 0 ? 'no price given' : `${known}${rest}`;
  const table = markdownTable(header, [
    ...usage.map((one) => [
      one.stage,
      one.model,
      ...counts.map((field) => one[field]),
      one.cost === null ? 'no price given' : dollars(one.cost),
    ]),
    ['total', '', ...counts.map((field) => sumOf((one) => one[field])), total],
  ]);
  const lost = sumOf((one) => one.lost);
  if (lost === 0) return table;
  return `${table}\n\nNot in the table: at most ${dollars(lost)} for requests that may have been billed though their answer was lost. The budget counts it.`;
}
