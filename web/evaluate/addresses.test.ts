import { expect, it } from 'vitest';
import { answersAddress, answersRequest, compareAddress, rowIn, rowsIn } from './addresses.ts';

it('writes what a view shows into its address', () => {
  expect(compareAddress('q@sft', 'q@grpo')).toBe('/evaluate/compare?a=q%40sft&b=q%40grpo');
  expect(answersAddress({ model: 'q@sft', verdict: 'wrong', search: '' })).toBe(
    '/evaluate/answers?model=q%40sft&verdict=wrong',
  );
});

it('asks for the answers of a stage', () => {
  const model = { id: 'q@sft', run: 'q', stage: 'sft', title: 'q', when: '', seed: 1 };
  expect(answersRequest(model, { benchmark: 'finqa' }, { offset: 50, limit: 25 })).toBe(
    '/api/runs/q/answers?stage=sft&benchmark=finqa&offset=50&limit=25',
  );
});

it('reads rows, and nothing else', () => {
  expect([rowIn('12'), rowIn('1x'), rowIn(undefined)]).toEqual([12, null, null]);
  expect([rowsIn('12-3'), rowsIn('12'), rowsIn('-1-2')]).toEqual([{ a: 12, b: 3 }, null, null]);
});
