import { expect, it } from 'vitest';
import type { Score } from '../../core/results.ts';
import { evaluationTable } from './evaluation-table.ts';

const score: Score = { n: 20, correct: 10, accuracy: 0.5, low: 0.299, high: 0.701, formatValid: 1 };
const columns = (line: string | undefined): string[] => (line ?? '').split(/ {3,}/);

it('says of how many answers reasoning was checked, and how sure that is', () => {
  const checked = { checked: 12, supported: 0.9, faithful: 0.75 };
  const intervals = {
    supportedInterval: { low: 0.6, high: 0.98 },
    faithfulInterval: { low: 0.468, high: 0.911 },
  };
  const [head, row] = evaluationTable({ finqa: { ...score, ...checked, ...intervals } }).split('\n');
  expect(columns(head).slice(-3)).toEqual(['with numbers', 'supported [95 %]', 'faithful [95 %]']);
  expect(columns(row).slice(-3)).toEqual(['12', '90.0 [60.0, 98.0]', '75.0 [46.8, 91.1]']);
});

it('shows results of earlier versions without bounds, and nothing where no number was stated', () => {
  const earlier = evaluationTable({ finqa: { ...score, supported: 0.9, faithful: 0.75 } }).split('\n');
  expect(columns(earlier[1]).slice(-2)).toEqual(['90.0', '75.0']);
  expect(evaluationTable({ finqa: score })).not.toMatch(/supported \[|faithful|with numbers/);
});
