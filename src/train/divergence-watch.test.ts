import { expect, it } from 'vitest';
import { DivergedError } from '../core/errors.ts';
import { DivergenceWatch } from './divergence-watch.ts';

it('stops at once at a loss that is no number, naming stage and step', () => {
  const watch = new DivergenceWatch('sft');
  watch.observe(1, 2);
  expect(() => watch.observe(2, NaN)).toThrow(/sft: the loss is NaN at step 2/);
  expect(() => watch.requireFinite(3, 'the gradient norm', Infinity)).toThrow(DivergedError);
});

it('stops at the fifth spike in a row and not before', () => {
  const watch = new DivergenceWatch('pretrain');
  watch.observe(1, 1); // reference 1, limit 3 · 1 + 1 = 4
  for (let step = 2; step <= 5; step++) watch.observe(step, 4.01);
  expect(() => watch.observe(6, 4.01)).toThrow(/4\.010 at step 6, above 4\.000 for 5 steps/);
});

it('forgives spikes that do not last', () => {
  const watch = new DivergenceWatch('pretrain');
  watch.observe(1, 1);
  for (let step = 2; step <= 5; step++) watch.observe(step, 9);
  watch.observe(6, 1);
  expect(watch.state).toEqual({ reference: 1, spikes: 0, newText: 0 });
  for (let step = 7; step <= 10; step++) watch.observe(step, 9);
  expect(watch.state.spikes).toBe(4);
});

it('has a margin of 1 around a loss near or below 0', () => {
  const watch = new DivergenceWatch('grpo');
  watch.observe(1, -0.5); // limit 3 · 0 + 1
  watch.observe(2, 1);
  expect(watch.state.spikes).toBe(0);
  watch.observe(3, 1.2);
  expect(watch.state.spikes).toBe(1);
});

it('takes the jump at text never seen for no explosion, and what comes 50 steps later for one', () => {
  const watch = new DivergenceWatch('pretrain');
  watch.observe(1, 0.1);
  watch.expectNewText();
  for (let step = 2; step <= 51; step++) watch.observe(step, step === 51 ? 2 : 20);
  expect(watch.state).toEqual({ reference: 2, spikes: 0, newText: 0 });
  for (let step = 52; step <= 55; step++) watch.observe(step, 20);
  expect(() => watch.observe(56, 20)).toThrow(/above 7\.000 for 5 steps/);
  watch.expectNewText();
  expect(() => watch.observe(57, NaN)).toThrow(DivergedError);
});

it('goes on from a kept state', () => {
  const watch = new DivergenceWatch('grpo', { reference: 1, spikes: 4, newText: 0 });
  expect(() => watch.observe(9, 5)).toThrow(DivergedError);
});

it('gives an engine’s own error stage and step, and leaves others alone', () => {
  const watch = new DivergenceWatch('grpo');
  const engines = new DivergedError('the gradient is not finite');
  const named = watch.attribute(7, engines);
  expect(named).toMatchObject({ message: 'grpo: the gradient is not finite at step 7', cause: engines });
  expect(watch.attribute(7, named)).toBe(named);
  const other = new Error('disk full');
  expect(watch.attribute(7, other)).toBe(other);
});
