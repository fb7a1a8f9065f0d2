import { expect, it } from 'vitest';

import { forwardBackwardCustom } from './custom-loss.ts';
import { crossEntropyDatum } from './model-input.ts';
import type { Datum, ForwardBackwardOutput } from './types.ts';

/** An engine whose log probabilities are −position, NaN where the weight is 0. */
function engine(): { calls: [string, Datum[]][]; client: Parameters<typeof forwardBackwardCustom>[0] } {
  const calls: [string, Datum[]][] = [];
  const run = async (
    verb: string,
    data: readonly Datum[],
    lossFn: string,
  ): Promise<ForwardBackwardOutput> => {
    calls.push([`${verb} ${lossFn}`, [...data]]);
    const lossFnOutputs = data.map(({ lossFnInputs }) => ({
      logprobs: Float32Array.from(lossFnInputs.weights?.data ?? [], (weight, i) => (weight === 0 ? NaN : -i)),
    }));
    return { lossFnOutputs, metrics: { 'loss:sum': 99 } };
  };
  return {
    calls,
    client: {
      forward: (data, lossFn) => run('forward', data, lossFn),
      forwardBackward: (data, lossFn) => run('forwardBackward', data, lossFn),
    },
  };
}

const weightsOf = ([, data]: [string, Datum[]]): number[][] =>
  data.map(({ lossFnInputs }) => Array.from(lossFnInputs.weights?.data ?? []));

it('sends the negated gradient of the loss as weights', async () => {
  const { calls, client } = engine();
  const [first, second] = [crossEntropyDatum([1, 2, 3], [0, 0, 5]), crossEntropyDatum([1, 2, 3], [0, 1, 1])];
  delete (second.lossFnInputs as Record<string, unknown>).weights;
  // C = Σ ℓ² over the positions that count: ∂C/∂ℓ = 2ℓ.
  const counted = (value: number): number => (Number.isNaN(value) ? 0 : value);
  const output = await forwardBackwardCustom(client, [first, second], (logprobs) => ({
    loss: logprobs.flatMap((row) => [...row]).reduce((sum, value) => sum + counted(value) ** 2, 0),
    gradients: logprobs.map((row) => row.map((value) => 2 * counted(value))),
    metrics: { 'mine:mean': 1 },
  }));
  expect(calls.map(([call]) => call)).toEqual(['forward cross_entropy', 'forwardBackward cross_entropy']);
  expect(calls.map(weightsOf)).toEqual([
    [
      [0, 1],
      [1, 1],
    ],
    [
      [0, 2],
      [0, 2],
    ],
  ]);
  expect(output.metrics).toEqual({ 'mine:mean': 1, 'loss:sum': 2 });
  expect(output.lossFnOutputs[0]?.logprobs).toEqual(Float32Array.of(NaN, -1));
});

it.each([
  ['too few gradients', { loss: 1, gradients: [] }, 'gradients for 0 of 1 datums'],
  ['gradients of another length', { loss: 1, gradients: [[1]] }, '1 gradients for 2 positions'],
  ['a gradient that is not finite', { loss: 1, gradients: [[0, NaN]] }, 'at position 1 is NaN'],
  ['a gradient where nothing counts', { loss: 1, gradients: [[3, 1]] }, 'at position 0 is 3'],
  ['a loss that is not finite', { loss: Infinity, gradients: [[0, 1]] }, 'the custom loss is Infinity'],
])('refuses %s before anything is accumulated', async (_what, loss, message) => {
  const { calls, client } = engine();
  const data = [crossEntropyDatum([1, 2, 3], [0, 0, 1])];
  await expect(forwardBackwardCustom(client, data, () => loss)).rejects.toThrow(message);
  expect(calls).toHaveLength(1);
});
