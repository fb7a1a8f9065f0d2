import { expect, it } from 'vitest';
import { InterruptedError } from '../core/errors.ts';
import { sft } from './sft.ts';
import type { SftSample } from './sft.ts';
import { wordTokenizer } from './test-engine.ts';
import { abortAt, killAt, TestRun } from './test-stage.ts';

const tokenizer = wordTokenizer(['user\n', 'assistant\n', '\n', 'up', 'down', 'yes', 'no']);
const sample = (content: string, completion: string): SftSample => ({
  messages: [{ role: 'user', content }],
  completion,
});
/** 7 samples: the assistant always says `yes`, twice as often alone as doubled. */
const samples = Array.from({ length: 7 }, (_, i) => sample(i % 2 ? 'up' : 'down', i % 3 ? 'yes' : 'yesyes'));
const settings = { samples, epochs: 6, batchSize: 2 };
const stage = { stage: 'sft', learningRate: 0.5 };

it('lowers the loss and teaches to stop', async () => {
  const run = new TestRun(tokenizer);
  const { client, steps } = await sft({ ...run.options(stage), ...settings });
  expect(steps).toBe(21); // 6 · 7 / 2
  expect(run.rows[0]?.loss).toBeCloseTo(Math.log(tokenizer.vocabSize), 5);
  expect(run.rows.at(-1)?.loss).toBeLessThan(0.6);
  const prompt = tokenizer.encode('<|im_start|>user\nup<|im_end|>\n<|im_start|>assistant\n');
  const sampler = await client.snapshotSampler();
  const { sequences } = await sampler.sample({
    prompt: { chunks: [{ type: 'encoded_text', tokens: prompt }] },
    numSamples: 1,
    samplingParams: { maxTokens: 9, temperature: 0 },
  });
  expect(sequences[0]?.stopReason).toBe('stop');
  expect(tokenizer.decode(sequences[0]?.tokens ?? [])).toBe('yes');
});

it('trains on a part of the samples in less than one pass', async () => {
  const run = new TestRun(tokenizer);
  const { steps } = await sft({ ...run.options(stage), ...settings, epochs: 0.4 });
  expect(steps).toBe(2); // 2.8 of 7 samples
  expect(run.rows.map(({ samples: count }) => count)).toEqual([2, 1]);
});

it('takes the loss from the completion and its end-of-turn token only', async () => {
  const run = new TestRun(tokenizer);
  const one = { samples: [sample('up', 'yesno')], epochs: 1, batchSize: 1 };
  await sft({ ...run.options(stage), ...one });
  expect(run.rows[0]).toMatchObject({ samples: 1, completionTokens: 3 });
  // Only the rows of the tokens before yes, no and the end have moved: assistant, yes, no.
  const size = tokenizer.vocabSize;
  const moved = new Set<number>();
  run.clients[0]?.state.logits.forEach((value, i) => value !== 0 && moved.add(Math.floor(i / size)));
  const expected = ['assistant\n', 'yes', 'no'].map((word) => tokenizer.encode(word)[0]);
  expect([...moved].sort()).toEqual(expected.sort());
});

it('measures held-out data without training on it', async () => {
  const run = new TestRun(tokenizer);
  const heldOut = { samples: [sample('up', 'yes')], everySteps: 5 };
  await sft({ ...run.options(stage), ...settings, heldOut });
  const plain = new TestRun(tokenizer);
  await sft({ ...plain.options(stage), ...settings });
  expect(run.rows.filter((row) => 'heldOutLoss' in row).map(({ step }) => step)).toEqual([5, 10, 15, 20, 21]);
  expect(run.rows.at(-1)?.heldOutLoss).toBeLessThan(run.rows[4]?.heldOutLoss as number);
  expect(run.clients[0]?.state).toEqual(plain.clients[0]?.state);
});

it('killed, interrupted and resumed, gives the rows and weights of an uninterrupted run', async () => {
  const whole = new TestRun(tokenizer);
  await sft({ ...whole.options({ ...stage, every: 6 }), ...settings });
  const run = new TestRun(tokenizer);
  const killed = sft({ ...run.options({ ...stage, every: 6 }, killAt(8)), ...settings });
  await expect(killed).rejects.toThrow('killed');
  const { signal, onStep } = abortAt(10);
  const interrupted = sft({ ...run.options({ ...stage, every: 6, signal }, onStep), ...settings });
  await expect(interrupted).rejects.toThrow(InterruptedError);
  await sft({ ...run.options({ ...stage, every: 6 }), ...settings });
  expect(run.timeless).toEqual(whole.timeless);
  expect(run.clients.at(-1)?.state).toEqual(whole.clients[0]?.state);
});

it('leaves out what exceeds the context and says how many; refuses when nothing is left, or the data changed', async () => {
  const run = new TestRun(tokenizer);
  const warnings: string[] = [];
  const long = sample('up', 'yes'.repeat(70));
  const options = { ...run.options(stage), warn: (message: string) => warnings.push(message) };
  await sft({ ...options, ...settings, samples: [...samples, long] });
  expect(warnings).toEqual(['sft: 1 of 8 samples exceeds the context of 64 tokens, left out']);
  await expect(sft({ ...options, ...settings, samples: [long] })).rejects.toThrow(/none of 1 sample fits/);
  await expect(sft({ ...options, ...settings, samples: samples.slice(1) })).rejects.toThrow(
    /made with other data/,
  );
});

it('refuses a checkpoint whose state cannot be read', async () => {
  const run = new TestRun(tokenizer);
  run.saved.push({ step: 3, path: 'unused', state: { position: 1 } });
  await expect(sft({ ...run.options(stage), ...settings })).rejects.toThrow(
    /sft: the state .* of step 3 cannot be read/,
  );
});
