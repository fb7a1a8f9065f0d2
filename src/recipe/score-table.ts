/** Scores for the terminal: one model's table, and what a stage table leaves out about classification. */

import { z } from 'zod';
import type { Results, Score } from '../core/results.ts';
import { modelStages } from '../core/results.ts';
import {
  countText,
  leftOutCount,
  omissionNotes,
  percent,
  TOTAL,
  unaskedCount,
  whyNoAccuracy,
} from '../evaluate/index.ts';

const classSchema = z.object({
  majority: z.object({ label: z.string(), accuracy: z.number() }).nullish(),
  macroF1: z.number().nullish(),
});

/**
 * One line a benchmark: n, accuracy with its interval, valid format, macro-F1 and majority class where there are classes,
 * and how many questions were not asked or are left out, where any were.
 */
export function scoreTable(scores: Readonly<Record<string, Score>>): string {
  const all = Object.values(scores);
  const omissions = (
    [
      ['not asked', unaskedCount],
      ['left out', leftOutCount],
    ] as const
  ).filter(([, count]) => all.some((score) => count(score) > 0));
  const rows = Object.entries(scores).map(([id, score]) => {
    const { majority, macroF1 } = classSchema.parse(score);
    return [
      id,
      countText(score.n),
      whyNoAccuracy(score) ?? `${percent(score.accuracy)} [${percent(score.low)}, ${percent(score.high)}]`,
      percent(score.formatValid),
      typeof macroF1 === 'number' ? percent(macroF1) : '',
      majority ? `${percent(majority.accuracy)} ${majority.label}` : '',
      ...omissions.map(([, count]) => countText(count(score))),
    ];
  });
  const table = [
    [
      ...['benchmark', 'n', 'accuracy %', 'format valid %', 'macro-F1 %', 'majority class %'],
      ...omissions.map(([name]) => name),
    ],
    ...rows,
  ];
  const widths = table[0]?.map((_, i) => Math.max(...table.map((row) => row[i]?.length ?? 0))) ?? [];
  const lines = table.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('   ')
      .trimEnd(),
  );
  const notes = omissionNotes(all);
  return [...lines, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}

/** For every benchmark with classes: what always answering the commonest class reaches, and each stage's macro-F1. */
export function classLines(results: Results): string[] {
  const stages = modelStages.filter((stage) => results.stages[stage] !== undefined);
  const ids = [...new Set(stages.flatMap((stage) => Object.keys(results.stages[stage] ?? {})))];
  return ids.flatMap((id) => {
    const scored = stages.map((stage) => ({
      stage,
      ...classSchema.parse(results.stages[stage]?.[id] ?? {}),
    }));
    const majority = scored.find((score) => score.majority)?.majority;
    if (!majority || id === TOTAL) return [];
    const f1 = scored.filter(({ macroF1 }) => typeof macroF1 === 'number');
    const shown = f1.map(({ stage, macroF1 }) => `${stage} ${percent(macroF1)}`).join(', ');
    return [
      `${id}: always "${majority.label}" reaches ${percent(majority.accuracy)} %${shown === '' ? '' : `; macro-F1 % ${shown}`}`,
    ];
  });
}
