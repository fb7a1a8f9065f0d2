import { expect, it } from 'vitest';
import { filterIn, keyOf, rowIn, rowRequest, rowsAddress, rowsRequest } from './addresses.ts';

it('keeps of a query what chooses rows', () => {
  expect(filterIn({ set: 'rl', search: 'net income', row: 'rl.3', offset: '50', reason: '' })).toEqual({
    set: 'rl',
    search: 'net income',
  });
});

it('names rows by set and place', () => {
  expect(rowRequest('a run', keyOf({ set: 'set-aside', row: 12 }))).toBe(
    '/api/datasets/a%20run/rows/set-aside/12',
  );
  expect(rowRequest('a', '../../x')).toBeNull();
});

it('finds the row that an address names', () => {
  expect(rowIn({ row: 'rl.3', set: 'sft' })).toBe('rl.3');
  expect(rowIn({ row: '3', set: 'sft' })).toBe('sft.3');
  expect([rowIn({ row: '3' }), rowIn({})]).toEqual(['3', null]);
});

it('writes filters into addresses', () => {
  expect(rowsAddress('q', { set: 'rl', reason: 'wrong answer' })).toBe(
    '/data/q/rows?set=rl&reason=wrong+answer',
  );
  expect(rowsRequest('q', { search: '100%' }, 50, 25)).toBe(
    '/api/datasets/q/rows?search=100%25&offset=50&limit=25',
  );
});
