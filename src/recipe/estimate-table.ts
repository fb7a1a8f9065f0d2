/** An estimate of a data set's cost for the terminal. */

import { countOf } from '../core/count-of.ts';
import { countText } from '../evaluate/index.ts';
import type { DataEstimate, Demand } from './estimate-data.ts';

const header = ['stage', 'model', 'requests', 'cached', 'tokens in', 'tokens out', 'cost'];

function range(least: number, most: number, text: (n: number) => string): string {
  return text(least) === text(most) ? text(most) : `${text(least)} to ${text(most)}`;
}

function dollars(cost: number): string {
  return `$${cost.toFixed(2)}`;
}

function costText(least: Demand, most: Demand): string {
  return least.cost === null || most.cost === null ? 'no price' : range(least.cost, most.cost, dollars);
}

/** Several lines. */
export function estimateTable({ questions, least, most }: DataEstimate): string {
  if (most.length === 0)
    return `${countOf(questions, 'question')}; offline teachers and rules do all of it, which costs nothing.`;
  const pairs = most.map((demand, i) => [least[i] ?? demand, demand] as const);
  const rows = pairs.map(([low, high]) => [
    high.stage,
    high.model,
    range(low.requests, high.requests, countText),
    range(low.cached, high.cached, countText),
    range(low.promptTokens, high.promptTokens, countText),
    range(low.completionTokens, high.completionTokens, countText),
    costText(low, high),
  ]);
  const table = [header, ...rows];
  const widths = header.map((_, i) => Math.max(...table.map((row) => row[i]?.length ?? 0)));
  const lines = table.map((row) =>
    row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
  );
  const priced = pairs.filter(([low, high]) => low.cost !== null && high.cost !== null);
  const total = range(
    priced.reduce((sum, [low]) => sum + (low.cost ?? 0), 0),
    priced.reduce((sum, [, high]) => sum + (high.cost ?? 0), 0),
    dollars,
  );
  const unpriced = [...new Set(pairs.filter(([, { cost }]) => cost === null).map(([, { model }]) => model))];
  return [
    `${countOf(questions, 'question')} could be asked. Nothing was asked of a model.`,
    '',
    ...lines,
    '',
    `In all ${total}${unpriced.length > 0 ? `, and what ${unpriced.join(', ')} costs: give prices in data.requests.prices` : ''}.`,
    'From: every question asked is kept, so that targets are reached soonest. To: all are asked. Tokens are counted by characters, answers',
    'are taken to be data.distil.usualTokens long, and judges are counted as if every answer that is yet to come reached them.',
  ].join('\n');
}
