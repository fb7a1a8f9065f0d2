import { spawnSync } from 'node:child_process';
import { afterEach, expect, test } from 'vitest';
import { architectureTraits } from '../files/model-config.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { weightSpecs } from '../files/weight-names.ts';
import { initialWeights } from '../initialise.ts';
import { ParameterStore } from '../optimiser/parameter-store.ts';
import { HelperLane } from './helper-lane.ts';
import { Lanes } from './lanes.ts';
import type { Task } from './lanes.ts';

const config: ModelConfig = {
  architecture: 'Qwen3ForCausalLM',
  ...architectureTraits('Qwen3ForCausalLM'),
  ...{ vocabSize: 32, hiddenSize: 16, layers: 1, heads: 2, kvHeads: 1, headDim: 8, feedForward: 24 },
  ...{ ropeTheta: 10000, rmsNormEps: 1e-6, tiedEmbeddings: true, contextLength: 16 },
};
const LENGTH = 8;

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const entry of opened.splice(0)) await entry.close();
});

function storeOf(): ParameterStore {
  const store = new ParameterStore(weightSpecs(config), { helper: true });
  for (const [name, data] of initialWeights(config, 1)) store.views('weights').get(name)?.set(data);
  opened.push(store);
  return store;
}

function lanesOf(store: ParameterStore): Lanes {
  const lanes = new Lanes(config, store, 2);
  opened.unshift(lanes);
  return lanes;
}

/** One row of tokens from `first` on. */
function task(first: number): Task {
  const count = (of: (i: number) => number): BigInt64Array =>
    BigInt64Array.from({ length: LENGTH }, (_value, i) => BigInt(of(i)));
  return {
    shape: {
      rows: 1,
      length: LENGTH,
      positions: null,
      packed: false,
      loss: { fn: 'cross_entropy', config: {} },
    },
    feeds: {
      tokens: count((i) => first + i),
      targets: count((i) => first + i + 1),
      positions: count((i) => i),
      weights: new Float32Array(LENGTH).fill(1),
    },
    randomness: [1],
  };
}

const gradientOf = (store: ParameterStore): number[] =>
  [...store.views('gradients').values()].flatMap((view) => [...view]);

test('results come in the order of the tasks, and gradients of both lanes add up', async () => {
  const [apart, together] = [storeOf(), storeOf()];
  const [one, two] = [lanesOf(apart), lanesOf(together)];
  const tasks = [task(0), task(5), task(9)];
  const alone = [];
  // A single task runs on this thread alone.
  for (const each of tasks) alone.push(...(await one.run([each])));
  const dealt = await two.run(tasks);
  expect(dealt.map(({ loss }) => loss)).toEqual(alone.map(({ loss }) => loss));
  one.collect();
  two.collect();
  const expected = gradientOf(apart);
  gradientOf(together).forEach((value, i) => expect(value).toBeCloseTo(expected[i] as number, 4));
  two.collect();
  expect(gradientOf(together).every((value) => value === 0)).toBe(true);
});

test('what was discarded is in no later gradient, nor is what a step was made of', async () => {
  const store = storeOf();
  const lanes = lanesOf(store);
  const tasks = [task(0), task(5)];
  await lanes.run(tasks);
  lanes.collect();
  const expected = gradientOf(store);
  expect(expected.some((value) => value !== 0)).toBe(true);
  await lanes.run([task(3), task(9)]);
  lanes.discard();
  await lanes.run(tasks);
  lanes.collect();
  expect(gradientOf(store)).toEqual(expected);
  // A step that changes no weight but takes the gradient.
  store.adamw({ learningRate: 0 });
  await lanes.run(tasks);
  lanes.collect();
  expect(gradientOf(store)).toEqual(expected);
});

test('a forward pass that fails leaves the gradient as it was', async () => {
  const store = storeOf();
  const lanes = lanesOf(store);
  await lanes.run([task(0), task(5)]);
  const broken = { ...task(0), feeds: {} };
  const forward = [broken, task(1)].map((each) => ({ ...each, shape: { ...each.shape, loss: null } }));
  await expect(lanes.run(forward)).rejects.toThrow(/tokens|positions/);
  lanes.collect();
  expect(gradientOf(store).some((value) => value !== 0)).toBe(true);
});

test('a task that fails on one lane fails the run once the other has ended, and the next run works', async () => {
  const lanes = lanesOf(storeOf());
  for (const tasks of [
    [{ ...task(0), feeds: {} }, task(1)],
    [task(1), { ...task(0), feeds: {} }],
  ]) {
    await expect(lanes.run(tasks)).rejects.toThrow(/tokens|positions/);
  }
  lanes.discard();
  expect((await lanes.run([task(0), task(1)])).map(({ loss }) => Number.isFinite(loss))).toEqual([
    true,
    true,
  ]);
});

test('an idle helper does not keep a process from ending', () => {
  const program = `
    const { HelperLane } = await import(${JSON.stringify(new URL('./helper-lane.ts', import.meta.url).href)});
    new HelperLane({ config: {}, weights: new Map(), gradients: new Map(), threads: 1 });
  `;
  const flags = ['--input-type=module', '--eval', program];
  expect(spawnSync(process.execPath, flags, { timeout: 20_000 }).status).toBe(0);
});

test('a helper that is gone says so instead of being waited for', async () => {
  const store = storeOf();
  const [weights, gradients] = [store.views('weights'), store.views('gradients')];
  const helper = new HelperLane({ config, lora: undefined, weights, gradients, threads: 1 });
  await helper.close();
  await expect(helper.run([task(0)])).rejects.toThrow(/helper thread ended/);
});
