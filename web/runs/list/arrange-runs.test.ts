import { expect, it } from 'vitest';
import type { RunSummary } from '../../../src/inspect/index.ts';
import { arrangeRuns, tick } from './arrange-runs.ts';

const run = (name: string, change: Partial<RunSummary> = {}): RunSummary => ({
  ...{
    name,
    kind: 'recipe',
    status: 'finished',
    begun: '2026-01-01T00:00:00Z',
    changed: '2026-01-02T00:00:00Z',
  },
  ...{ stage: null, scores: [], models: [], hasData: false, fault: null },
  ...change,
});
const names = (runs: readonly RunSummary[]): string[] => runs.map(({ name }) => name);

it('puts running runs first and the others by their last change', () => {
  const runs = [
    run('old', { changed: '2026-01-03T00:00:00Z' }),
    run('new', { changed: '2026-01-05T00:00:00Z', status: 'interrupted' }),
    run('works', { status: 'running' }),
  ];
  expect(names(arrangeRuns(runs, {}))).toEqual(['works', 'new', 'old']);
});

it('does not let two running runs change places with every step', () => {
  const first = run('first', { status: 'running', begun: '2026-01-01T00:00:00Z' });
  const second = run('second', { status: 'running', begun: '2026-01-02T00:00:00Z' });
  const [early, late] = ['2026-02-01T00:00:00Z', '2026-02-02T00:00:00Z'];
  const order = (a: string, b: string): string[] =>
    names(
      arrangeRuns(
        [
          { ...first, changed: a },
          { ...second, changed: b },
        ],
        {},
      ),
    );
  expect(order(early, late)).toEqual(['second', 'first']);
  expect(order(late, early)).toEqual(['second', 'first']);
});

it('finds runs by a part of their name and by their kind', () => {
  const runs = [run('Quickstart'), run('quick-eval', { kind: 'evaluation' }), run('smollm2')];
  expect(names(arrangeRuns(runs, { search: ' QUICK ' }))).toEqual(['quick-eval', 'Quickstart']);
  expect(names(arrangeRuns(runs, { kind: 'evaluation' }))).toEqual(['quick-eval']);
});

it('keeps two ticks: a third takes the place of the first', () => {
  expect(tick(['a'], 'b')).toEqual(['a', 'b']);
  expect(tick(['a', 'b'], 'a')).toEqual(['b']);
  expect(tick(['a', 'b'], 'c')).toEqual(['b', 'c']);
});
