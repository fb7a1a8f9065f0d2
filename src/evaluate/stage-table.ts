/** The stage table for the terminal: base, zero, sft, grpo per benchmark and in total, with intervals and tests. */

import { modelStages, type ModelStage, type PairedTest, type Results, type Score } from '../core/results.ts';
import { countText, percent, pointsText, pValueText } from './format-numbers.ts';
import { TOTAL } from './summarise.ts';

/** The stages that a run has results for, in the order of the table. */
export function presentStages(results: Results): ModelStage[] {
  return modelStages.filter((stage) => results.stages[stage] !== undefined);
}

/** The benchmarks of all stages, `total` left out. */
export function presentBenchmarks(results: Results): string[] {
  const names = presentStages(results).flatMap((stage) => Object.keys(results.stages[stage] ?? {}));
  return [...new Set(names)].filter((name) => name !== TOTAL);
}

/** Text of several lines, columns aligned, without a newline at its end. Accuracy in percent, 95 % Wilson interval. */
export function stageTable(results: Results): string {
  const stages = presentStages(results);
  const row = (id: string): string[] => {
    const scores = stages.map((stage) => results.stages[stage]?.[id]);
    const n = Math.max(0, ...scores.map((score) => score?.n ?? 0));
    return [id, countText(n), ...scores.map(scoreCell)];
  };
  const total = row(TOTAL);
  const format = stages.map((stage) => percent(results.stages[stage]?.[TOTAL]?.formatValid).padStart(5));
  const head = ['accuracy %', 'n', ...stages.map((stage) => stage.padStart(5))];
  const body = presentBenchmarks(results).map(row);
  const rows = [head, ...body, total, ['format valid %', '', ...format]];
  const widths = head.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (i === 1 ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('   ')
      .trimEnd();
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width, 3 * (widths.length - 1)));
  const table = [line(head), rule, ...body.map(line), rule, ...rows.slice(-2).map(line)];
  return [...table, ...(results.tests.length > 0 ? ['', ...testLines(results.tests)] : [])].join('\n');
}

/** ` 62.3 [58.3, 66.1]`. */
function scoreCell(score: Score | undefined): string {
  if (score === undefined) return '    –';
  return `${percent(score.accuracy).padStart(5)} [${percent(score.low)}, ${percent(score.high)}]`;
}

function testLines(tests: readonly PairedTest[]): string[] {
  return tests.map((test) => {
    const pair = `${test.b} over ${test.a}`.padEnd(14);
    return `${pair} ${pointsText(test.difference).padStart(6)} points   ${pValueText(test.pValue)}   (McNemar, same questions)`;
  });
}
