/** What is submitted before which result is read, and that rows, checkpoints and weights do not depend on it. */

import { describe, expect, it } from 'vitest';
import { DivergedError, InterruptedError } from '../core/errors.ts';
import type { TrainingClient } from '../tinker/types.ts';
import { pretrain } from './pretrain.ts';
import { sft } from './sft.ts';
import type { StageOptions, StageResult } from './stage.ts';
import { wordTokenizer } from './test-engine.ts';
import type { BigramTrainer } from './test-engine.ts';
import { mostInFlight, remote } from './test-remote.ts';
import type { Journal } from './test-remote.ts';
import { abortAt, killAt, TestRun } from './test-stage.ts';

const tokenizer = wordTokenizer(['user\n', 'assistant\n', '\n', 'up', 'down', 'yes', 'no']);
const samples = Array.from({ length: 7 }, (_, i) => ({
  messages: [{ role: 'user' as const, content: i % 2 ? 'up' : 'down' }],
  completion: i % 3 ? 'yes' : 'yesyes',
}));
const heldOut = { samples: samples.slice(0, 2), everySteps: 3 };
const settings = { samples, epochs: 4, batchSize: 2, heldOut };
const stage = { stage: 'sft', learningRate: 0.5, every: 6 };

/** Wraps the clients that `options` open. */
function behind(
  options: StageOptions,
  wrap: (client: TrainingClient) => TrainingClient,
  submitAhead = false,
): StageOptions {
  return { ...options, submitAhead, openClient: async (path) => wrap(await options.openClient(path)) };
}

async function near(): Promise<TestRun> {
  const run = new TestRun(tokenizer);
  await sft({ ...run.options(stage), ...settings });
  return run;
}

describe.each([false, true])(
  'SFT on a back end that answers late and out of order, submitAhead %s',
  (submitAhead) => {
    const inFlight = submitAhead ? 5 : 3; // gradient and step, of two steps when ahead, and a held-out forward

    it('has gradient and step on their way before either result, and the rows of the engine in this process', async () => {
      const run = new TestRun(tokenizer);
      const journal: Journal = [];
      await sft({
        ...behind(run.options(stage), (client) => remote(client, journal), submitAhead),
        ...settings,
      });
      const whole = await near();
      expect(run.timeless).toEqual(whole.timeless);
      expect(run.saved.map(({ step }) => step)).toEqual([6, 12, 14]);
      expect(run.clients[0]?.state).toEqual(whole.clients[0]?.state);
      journal.forEach((entry, i) => {
        if (entry === '> gradient') expect(journal[i + 1]).toBe('> step');
      });
      expect(mostInFlight(journal)).toBe(inFlight);
    });

    it('saves nothing while a later step is on its way', async () => {
      const run = new TestRun(tokenizer);
      const journal: Journal = [];
      await sft({
        ...behind(run.options(stage), (client) => remote(client, journal), submitAhead),
        ...settings,
      });
      let open = 0;
      for (const entry of journal) {
        if (entry === '> save') expect(open).toBe(0);
        open += entry.startsWith('>') ? 1 : -1;
      }
    });

    it('killed, interrupted and resumed, gives the rows and weights of an uninterrupted run', async () => {
      const whole = await near();
      const run = new TestRun(tokenizer);
      const far = (options: StageOptions): Promise<StageResult> =>
        sft({ ...behind(options, (client) => remote(client, []), submitAhead), ...settings });
      await expect(far(run.options(stage, killAt(8)))).rejects.toThrow('killed');
      const { signal, onStep } = abortAt(10);
      await expect(far(run.options({ ...stage, signal }, onStep))).rejects.toThrow(InterruptedError);
      expect(run.saved.map(({ step }) => step)).toEqual([6, submitAhead ? 11 : 10]);
      await far(run.options(stage));
      expect(run.timeless).toEqual(whole.timeless);
      expect(run.clients.at(-1)?.state).toEqual(whole.clients[0]?.state);
    });

    it.each([
      ['an engine that makes no step of a failed gradient', (client: TrainingClient) => remote(client, [])],
      [
        'an engine that gives NaN and steps with it',
        (client: TrainingClient) => remote(careless(client), []),
      ],
    ])('keeps no broken weights: %s', async (_, wrap) => {
      const run = new TestRun(tokenizer);
      const poison = (step: number): void => {
        if (step === 9) run.clients[0]?.state.logits.fill(NaN);
      };
      const running = sft({ ...behind(run.options(stage, poison), wrap, submitAhead), ...settings });
      await expect(running).rejects.toThrow(DivergedError);
      await expect(running).rejects.toThrow(/sft: the loss is NaN at step 1[01]/);
      expect(run.saved.map(({ step }) => step)).toEqual([6]);
      expect(run.rows.every(({ loss }) => Number.isFinite(loss))).toBe(true);
    });
  },
);

it('names the gradient that failed, not the step that was refused because of it', async () => {
  const run = new TestRun(tokenizer);
  const failing = (client: TrainingClient): TrainingClient =>
    Object.assign(remote(client, []), {
      forwardBackward: async () => {
        for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve));
        throw new Error('out of memory');
      },
      optimStep: () => Promise.reject(new Error('no step was made')),
    });
  const running = sft({ ...behind(run.options(stage), failing, true), ...settings });
  await expect(running).rejects.toThrow('out of memory');
});

it('pretrains ahead, but never where a phase of a curriculum depends on the step before', async () => {
  const next = (): { text: string } => ({ text: 'updownyesno' });
  const options = { next, steps: 8, length: 8, tokensPerStep: 20 };
  const inFlight = async (phases: { atMost?: number }[]): Promise<number> => {
    const run = new TestRun(tokenizer);
    const journal: Journal = [];
    const far = behind(
      run.options({ stage: 'pretrain', learningRate: 0.3 }),
      (client) => remote(client, journal),
      true,
    );
    await pretrain({ ...far, ...options, phases });
    return mostInFlight(journal);
  };
  expect(await inFlight([])).toBe(4);
  expect(await inFlight([{ atMost: 3 }, {}])).toBe(2);
});

/** Takes NaN for a loss like any other and steps, as a server may. */
function careless(client: TrainingClient): TrainingClient {
  const trainer = client as BigramTrainer;
  return Object.assign(Object.create(trainer) as TrainingClient, {
    forward: trainer.forward.bind(trainer),
    forwardBackward: trainer.forward.bind(trainer),
    optimStep: trainer.optimStep.bind(trainer),
    saveWeights: trainer.saveWeights.bind(trainer),
    getInfo: trainer.getInfo.bind(trainer),
    getTokenizer: trainer.getTokenizer.bind(trainer),
  });
}
