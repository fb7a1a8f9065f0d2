import { expect, it } from 'vitest';
import { addUsages } from '../../models/index.ts';
import { costSection } from './cost-section.ts';

const row = {
  model: 'm',
  requests: 2,
  cached: 1,
  failed: 0,
  promptTokens: 10,
  completionTokens: 20,
  lost: 0,
};

it('adds up starts and shards, and tells lost money apart', () => {
  const usage = addUsages([
    { ...row, stage: 'distil', cost: 1.5 },
    { ...row, stage: 'check', cost: null },
    { ...row, stage: 'distil', requests: 0, cost: 0, lost: 0.25 },
  ]);
  expect(costSection(usage).split('\n')).toEqual([
    '| stage | model | requests | from cache | given up | tokens in | tokens out | cost |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    '| distil | m | 2 | 2 | 0 | 20 | 40 | $1.5000 |',
    '| check | m | 2 | 1 | 0 | 10 | 20 | no price given |',
    '| total |  | 4 | 3 | 0 | 30 | 60 | $1.5000 and what has no price |',
    '',
    'Not in the table: at most $0.2500 for requests that may have been billed though their answer was lost. The budget counts it.',
  ]);
});

it('gives no sum where nothing has a price', () => {
  const text = costSection([{ ...row, stage: 'distil', cost: null }]);
  expect(text).toMatch(/\| total \|.*\| no price given \|$/);
  expect(costSection([])).toMatch(/^No model was asked/);
});
