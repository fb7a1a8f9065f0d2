/** The stage table for the terminal: base, zero, sft, grpo per benchmark and in total, with intervals and tests. */

import { modelStages, type PairedTest, type Results, type Score } from '../core/results.ts';
import { countText, percent, pointsText, pValueText } from './format-numbers.ts';
import { leftOutCount, omissionNotes, unaskedCount, whyNoAccuracy } from './omissions.ts';
import { TOTAL } from './summarise.ts';

/** The stages that a run has results for, in the order of the table; other models after them. */
export function presentStages(results: Results): string[] {
  const present = Object.keys(results.stages);
  return [...new Set([...modelStages, ...present])].filter((stage) => present.includes(stage));
}

/** The benchmarks of all stages, `total` left out. */
export function presentBenchmarks(results: Results): string[] {
  const names = presentStages(results).flatMap((stage) => Object.keys(results.stages[stage] ?? {}));
  return [...new Set(names)].filter((name) => name !== TOTAL);
}

/**
 * Text of several lines, columns aligned, without a newline at its end. Accuracy in percent, 95 % Wilson interval; below
 * a benchmark, where there are any, how many of its questions were not asked or are left out.
 */
export function stageTable(results: Results): string {
  const stages = presentStages(results);
  const scoresOf = (id: string): (Score | undefined)[] => stages.map((stage) => results.stages[stage]?.[id]);
  const rowsOf = (id: string): string[][] => {
    const scores = scoresOf(id);
    const n = Math.max(0, ...scores.map((score) => score?.n ?? 0));
    return [
      [id, countText(n), ...scores.map(scoreCell)],
      ...countRow('  not asked', scores.map(unaskedCount)),
      ...countRow('  left out', scores.map(leftOutCount)),
    ];
  };
  const format = stages.map((stage) => percent(results.stages[stage]?.[TOTAL]?.formatValid).padStart(5));
  const head = ['accuracy %', 'n', ...stages.map((stage) => stage.padStart(5))];
  const body = presentBenchmarks(results).flatMap(rowsOf);
  const foot = [...rowsOf(TOTAL), ['format valid %', '', ...format]];
  const rows = [head, ...body, ...foot];
  const widths = head.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (i === 1 ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('   ')
      .trimEnd();
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width, 3 * (widths.length - 1)));
  const table = [line(head), rule, ...body.map(line), rule, ...foot.map(line)];
  const notes = omissionNotes(scoresOf(TOTAL));
  return [table, notes, testLines(results.tests)]
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

/** Nothing where there is nothing to count. */
function countRow(name: string, counts: readonly number[]): string[][] {
  return counts.some((count) => count > 0)
    ? [[name, '', ...counts.map((count) => countText(count).padStart(5))]]
    : [];
}

/** ` 62.3 [58.3, 66.1]`. */
function scoreCell(score: Score | undefined): string {
  if (score === undefined) return '    –';
  const why = whyNoAccuracy(score);
  if (why !== null) return `    – ${why}`;
  return `${percent(score.accuracy).padStart(5)} [${percent(score.low)}, ${percent(score.high)}]`;
}

function testLines(tests: readonly PairedTest[]): string[] {
  return tests.map((test) => {
    const pair = `${test.b} over ${test.a}`.padEnd(14);
    return `${pair} ${pointsText(test.difference).padStart(6)} points   ${pValueText(test.pValue)}   (McNemar, same questions)`;
  });
}
