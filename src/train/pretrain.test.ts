import { expect, it } from 'vitest';
import { InputError, InterruptedError } from '../core/errors.ts';
import { ChunkStream } from './chunk-stream.ts';
import type { NextDocument } from './chunk-stream.ts';
import { pretrain } from './pretrain.ts';
import { wordTokenizer } from './test-engine.ts';
import { abortAt, killAt, TestRun } from './test-stage.ts';

const tokenizer = wordTokenizer(['a', 'b', 'c']);
/** a and b in turn, c now and then: entropy far below ln(vocabulary). */
const next: NextDocument = (random) => ({
  text: Array.from({ length: random.int(1, 9) }, () => (random.chance(0.9) ? 'ab' : 'c')).join(''),
});
const settings = { next, steps: 30, length: 8, tokensPerStep: 40 };

/** Tokens, and whether each is to be learnt, of the chunks a stream gives. */
function plain(chunks: ReturnType<ChunkStream['take']>): [number[], number[]][] {
  return chunks.map(({ tokens, learnt }) => [[...tokens], [...learnt]]);
}

it('cuts documents into chunks that predict each token once, ended by end-of-text', () => {
  const [a, b, c] = tokenizer.encode('abc') as unknown as [number, number, number];
  const texts = ['abcab', 'c'];
  const stream = new ChunkStream({
    next: (_, index) => ({ text: texts[index % 2] as string }),
    tokenizer,
    length: 3,
    seed: 1,
    stage: 'pretrain',
  });
  // document 0: a b c a b <end> = 5 predictions in chunks of 3 and 2; document 1: c <end> = 1
  expect(plain(stream.take(6))).toEqual([
    [
      [a, b, c, a],
      [0, 1, 1, 1],
    ],
    [
      [a, b, 0],
      [0, 1, 1],
    ],
    [
      [c, 0],
      [0, 1],
    ],
  ]);
  // 4 predictions: chunk of 3 fits, chunk of 2 does not and opens the next call
  expect(plain(stream.take(4))).toEqual([
    [
      [a, b, c, a],
      [0, 1, 1, 1],
    ],
  ]);
  expect(stream.position).toEqual({ document: 2, chunk: 1 });
  expect(plain(stream.take(3))).toEqual([
    [
      [a, b, 0],
      [0, 1, 1],
    ],
    [
      [c, 0],
      [0, 1],
    ],
  ]);
});

it('learns of pieces only what follows from others, of a conversation only the last message', () => {
  const [a, b, c] = tokenizer.encode('abc') as unknown as [number, number, number];
  const pieces = [
    { text: 'ab', learn: false },
    { text: 'c', learn: true },
    { text: 'aab', learn: false },
  ];
  const of = (next: NextDocument): ChunkStream =>
    new ChunkStream({ next, tokenizer, length: 3, seed: 1, stage: 'pretrain' });
  // Six tokens and the end, in chunks of 3: the second has nothing to learn and is passed over.
  expect(plain(of(() => ({ pieces })).take(3))).toEqual([
    [
      [a, b, c, a],
      [0, 0, 1, 0],
    ],
  ]);

  const messages = [
    { role: 'user', content: 'ab' },
    { role: 'assistant', content: 'c' },
  ] as const;
  const wide = new ChunkStream({ next: () => ({ messages }), tokenizer, length: 64, seed: 1, stage: 'p' });
  const [chat] = wide.take(64);
  const said = [...(chat?.tokens ?? [])].filter((_, i) => chat?.learnt[i] === 1);
  const rest = [...(chat?.tokens ?? [])].filter((_, i) => chat?.learnt[i] === 0);
  expect(said).toContain(c);
  expect(said).not.toContain(a);
  expect(rest).toEqual(expect.arrayContaining([a, b]));
  expect(() => of(() => ({ pieces: [{ text: 'ab', learn: false }] })).take(3)).toThrow(/nothing to learn/);
});

it('lowers the loss per token, whose first value is ln(vocabulary)', async () => {
  const run = new TestRun(tokenizer);
  const { steps } = await pretrain({ ...run.options({ stage: 'pretrain', learningRate: 0.3 }), ...settings });
  expect(steps).toBe(30);
  expect(run.rows).toHaveLength(30);
  expect(run.rows[0]?.loss).toBeCloseTo(Math.log(tokenizer.vocabSize), 5);
  expect(run.rows[29]?.loss).toBeLessThan(0.7);
  expect(run.saved.map(({ step }) => step)).toEqual([30]);
  for (const { tokens } of run.rows) expect(tokens).toSatisfy((n: number) => n > 32 && n <= 40);
});

it('killed or interrupted and resumed, gives the rows and weights of an uninterrupted run', async () => {
  const whole = new TestRun(tokenizer);
  const stage = { stage: 'pretrain', learningRate: 0.3, every: 8 };
  const reference = await pretrain({ ...whole.options(stage), ...settings });

  const killed = new TestRun(tokenizer);
  await expect(pretrain({ ...killed.options(stage, killAt(13)), ...settings })).rejects.toThrow('killed');
  expect(killed.saved.map(({ step }) => step)).toEqual([8]);
  const { signal, onStep } = abortAt(21);
  const interrupted = pretrain({ ...killed.options({ ...stage, signal }, onStep), ...settings });
  await expect(interrupted).rejects.toThrow(InterruptedError);
  expect(killed.saved.at(-1)?.step).toBe(21);
  const resumed = await pretrain({ ...killed.options(stage), ...settings });

  expect(killed.timeless).toEqual(whole.timeless);
  expect(killed.clients.at(-1)?.state).toEqual(whole.clients[0]?.state);
  expect(resumed.path).toContain('pretrain-000030');
  expect(reference.steps).toBe(resumed.steps);
});

it('does nothing but open the model when the stage is already done', async () => {
  const run = new TestRun(tokenizer);
  const first = await pretrain({ ...run.options({ stage: 'pretrain', learningRate: 0.3 }), ...settings });
  const again = await pretrain({ ...run.options({ stage: 'pretrain', learningRate: 0.3 }), ...settings });
  expect(again.path).toBe(first.path);
  expect(run.clients[1]?.calls).toEqual([]);
  expect(run.rows).toHaveLength(30);
});

it('refuses what cannot work, saying where', async () => {
  const run = new TestRun(tokenizer);
  const options = run.options({ stage: 'pretrain', learningRate: 0.3 });
  await expect(pretrain({ ...options, ...settings, length: 65 })).rejects.toThrow(/length 65 exceeds .* 64/);
  await expect(pretrain({ ...options, ...settings, tokensPerStep: 7 })).rejects.toThrow(InputError);
  await expect(pretrain({ ...options, ...settings, next: () => ({ text: '' }) })).rejects.toThrow(
    /document 0 has nothing to learn/,
  );
});

it('stops at a loss that is no number, before the update, and keeps the last checkpoint', async () => {
  const run = new TestRun(tokenizer);
  const poison = (step: number): void => {
    if (step === 9) run.clients[0]?.state.logits.fill(NaN);
  };
  const running = pretrain({
    ...run.options({ stage: 'pretrain', learningRate: 0.3, every: 4 }, poison),
    ...settings,
  });
  await expect(running).rejects.toThrow(/pretrain: the loss is NaN at step 10/);
  expect(run.saved.at(-1)?.step).toBe(8);
  expect(run.clients[0]?.calls.at(-1)).toBe('forwardBackward cross_entropy');
});
