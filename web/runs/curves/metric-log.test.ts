import { expect, it } from 'vitest';
import { emptyLog, takePage } from './metric-log.ts';
import type { MetricLog } from './metric-log.ts';

const row = (stage: string, step: number): Record<string, unknown> => ({ stage, step, loss: step / 10 });
const series = 'first';
const taken = (log: MetricLog, rows: Record<string, unknown>[], next: number): MetricLog => {
  const result = takePage(log, { rows, next, series });
  if (result === null) throw new Error('the page was refused');
  return result;
};
const first = taken(emptyLog, [row('sft', 1), row('sft', 2), row('grpo', 1)], 3);

it('sorts rows by stage and adds later ones at the end', () => {
  const second = taken(first, [row('grpo', 2)], 4);
  expect([...second.stages].map(([stage, { rows }]) => [stage, rows.map(({ step }) => step)])).toEqual([
    ['sft', [1, 2]],
    ['grpo', [1, 2]],
  ]);
  expect(second.next).toBe(4);
});

it('leaves the lists of other stages as they are, so that their curves are not drawn again', () => {
  const second = taken(first, [row('grpo', 2)], 4);
  expect(second.stages.get('sft')).toBe(first.stages.get('sft'));
  expect(first.stages.get('grpo')?.rows).toHaveLength(1);
});

it('is the same log where nothing was added', () => {
  expect(takePage(first, { rows: [], next: 3, series })).toBe(first);
});

it('asks to start over where the file has become shorter', () => {
  expect(takePage(first, { rows: [], next: 2, series })).toBeNull();
  expect(takePage(first, { rows: [row('sft', 1)], next: 1, series })).toBeNull();
});

it('asks to start over where it is another file, however long it has become', () => {
  expect(takePage(first, { rows: [row('sft', 4)], next: 4, series: 'second' })).toBeNull();
  const empty = taken(emptyLog, [], 0);
  expect(takePage(empty, { rows: [], next: 0, series: 'second' })).toBeNull();
});

it('goes past rows that name no stage or step', () => {
  const log = taken(first, [{ loss: 1 }, { stage: 'sft', step: '3' }], 5);
  expect(log.next).toBe(5);
  expect(log.stages.get('sft')?.rows).toHaveLength(2);
});

it('knows which measures each stage has, of rows that came later too', () => {
  const log = taken(first, [{ ...row('sft', 3), heldOutLoss: 0.2, gradNorm: null }], 4);
  expect([...(log.stages.get('sft')?.keys ?? [])]).toEqual(['loss', 'heldOutLoss']);
  expect([...(log.stages.get('grpo')?.keys ?? [])]).toEqual(['loss']);
});
