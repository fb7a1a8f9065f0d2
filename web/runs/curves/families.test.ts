import { expect, it } from 'vitest';
import { constantIn, familiesOf, outcomePoints, pointsOf } from './families.ts';
import { emptyLog, takePage } from './metric-log.ts';
import type { MetricRow, StageLog } from './metric-log.ts';

const stageLog = (rows: MetricRow[]): StageLog => ({ rows, keys: new Set() });

it('puts GRPO with and without SFT together, and the stage that worked last first', () => {
  const rows = ['pretrain', 'zero', 'sft', 'grpo'].map((stage) => ({ stage, step: 1, loss: 1 }));
  const log = takePage(emptyLog, { rows, next: 4, series: '' }) ?? emptyLog;
  expect(familiesOf(log).map(({ id, stages }) => [id, stages.map(([stage]) => stage)])).toEqual([
    ['reinforced', ['grpo', 'zero']],
    ['sft', ['sft']],
    ['pretrain', ['pretrain']],
  ]);
});

it('gives the points of a curve, with gaps where nothing was measured', () => {
  const log = stageLog([
    { stage: 'sft', step: 1, loss: 2 },
    { stage: 'sft', step: 2, loss: null },
  ]);
  expect(pointsOf(log, 'loss')).toEqual([
    { step: 1, value: 2 },
    { step: 2, value: null },
  ]);
});

it('makes shares of verdict counts, without those that never came', () => {
  const log = stageLog([
    { stage: 'grpo', step: 1, verdicts: { correct: 3, wrong: 1, unscorable: 0 } },
    { stage: 'grpo', step: 2, verdicts: { correct: 4 } },
    { stage: 'grpo', step: 3 },
  ]);
  expect([...outcomePoints(log)]).toEqual([
    ['correct', [0.75, 1, null].map((value, i) => ({ step: i + 1, value }))],
    ['wrong', [0.25, 0, null].map((value, i) => ({ step: i + 1, value }))],
  ]);
});

it('knows a measure that never moves', () => {
  const of = (...stages: (number | null)[][]): number | null =>
    constantIn(
      {
        id: 'reinforced',
        stages: stages.map((values) => [
          'grpo',
          stageLog(values.map((updates, step) => ({ stage: 'grpo', step, updates }))),
        ]),
      },
      'updates',
    );
  expect(of([0, null, 0])).toBe(0);
  expect(of([2, 2], [2])).toBe(2);
  expect(of([1, 1, 2])).toBeNull();
  expect(of([1, 1], [2, 2])).toBeNull();
  expect(of([1])).toBeNull();
  expect(of([null, null])).toBeNull();
});
