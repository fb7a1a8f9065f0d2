/** What was measured: `results.json` as a table, with n, intervals, format validity and paired tests. Nothing else. */

import type { PairedTest, Score } from '../../../core/results.ts';
import { markdownTable } from '../../../data/index.ts';
import {
  countText,
  percent,
  pointsText,
  presentBenchmarks,
  presentStages,
  pValueText,
  TOTAL,
} from '../../../evaluate/index.ts';
import type { RunFacts } from './run-facts.ts';

function cell(score: Score | undefined): string {
  if (score === undefined || score.accuracy === null) return '–';
  return `${percent(score.accuracy)} [${percent(score.low)}, ${percent(score.high)}]`;
}

function testText({ a, b, difference, pValue, ...more }: PairedTest, benchmark: string | null): string {
  const { low, high, n } = more;
  const bounds =
    typeof low === 'number' && typeof high === 'number' ? ` [${pointsText(low)}, ${pointsText(high)}]` : '';
  const count = typeof n === 'number' ? `, n = ${countText(n)}` : '';
  const where = benchmark === null ? '' : ` on ${benchmark}`;
  return `- ${b} over ${a}${where}: ${pointsText(difference)} points${bounds}, ${pValueText(pValue)}${count}`;
}

export function resultsSection({ results, stage, recipe }: RunFacts): string {
  if (results === null || results.stages[stage] === undefined)
    return 'This model was not evaluated in its run.';
  const stages = presentStages(results);
  const heading = (name: string): string => (name === stage ? `**${name}** (this model)` : name);
  const row = (id: string): (string | number)[] => {
    const scores = stages.map((name) => results.stages[name]?.[id]);
    const n = Math.max(0, ...scores.map((score) => score?.n ?? 0));
    return [id, countText(n), ...scores.map(cell)];
  };
  const format = stages.map((name) => percent(results.stages[name]?.[TOTAL]?.formatValid));
  const table = markdownTable(
    ['accuracy %, held-out', 'n', ...stages.map(heading)],
    [...presentBenchmarks(results).map(row), row(TOTAL), ['format valid %', '', ...format]],
  );
  const sampling = recipe.evaluate?.sampling;
  const how =
    sampling === undefined
      ? ''
      : ` Answers were ${sampling.temperature === 0 ? 'greedy' : `sampled at temperature ${sampling.temperature}, top-p ${sampling.topP}`}, at most ${sampling.maxTokens} tokens.`;
  const truncated = results.stages[stage]?.[TOTAL]?.verdicts?.truncated ?? 0;
  const linesOf = (tests: readonly PairedTest[], benchmark: string | null): string[] =>
    tests
      .filter(({ a, b }) => stages.includes(a) && stages.includes(b))
      .map((test) => testText(test, benchmark));
  const benchmarks = Object.entries(results.benchmarkTests ?? {});
  const tests = [...linesOf(results.tests, null), ...benchmarks.flatMap(([name, own]) => linesOf(own, name))];
  return [
    table,
    `In brackets: 95 % intervals (Wilson).${how} Answers that ran into the limit count as not correct` +
      ` (${countText(truncated)} of this model's).`,
    ...(tests.length === 0 ? [] : [`Paired tests on the same questions (McNemar):\n\n${tests.join('\n')}`]),
    'Measured before the export, with the weights that were exported; other number types may differ, see the export proof.',
  ].join('\n\n');
}
