/**
 * `node interop/tinker/client-loops.ts URL FOLDER [standard|skyrl-jax]`: our client and our SFT and GRPO loops against a running server,
 * SkyRL's JAX back end on the CPU (`skyrl_server.py`) or our own, over the nano model of FOLDER (`nano-model.ts`). Forward log
 * probabilities and greedy samples must be those of the engine of this process to 1e-4, the loss must fall, the reward rise.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Question } from '../../src/core/question.ts';
import { finsimQuestions } from '../../src/data/finsim/index.ts';
import { renderMessages } from '../../src/data/prompt.ts';
import { createLocalService, HfTokenizer } from '../../src/engine/index.ts';
import { crossEntropyDatum, modelInputOf, ServiceClient } from '../../src/tinker/index.ts';
import type { BackEnd, SamplingClient, TrainingClient } from '../../src/tinker/index.ts';
import { grpo, sft } from '../../src/train/index.ts';
import type { MetricRow, SavedStage, Scorer, StageOptions } from '../../src/train/index.ts';
import servedNames from './served-names.json' with { type: 'json' };

const LIMIT = 1e-4;

const [url, given, backEnd = 'skyrl-jax'] = process.argv.slice(2);
if (url === undefined || given === undefined) throw new Error('give the URL and the folder of nano-model.ts');
const { taught: name } = servedNames;
const model = join(resolve(given), name);
const tokenizer = await HfTokenizer.load(model);
const service = new ServiceClient({
  baseUrl: url,
  apiKey: 'tml-interop',
  backEnd: backEnd as BackEnd,
  contextLength: 1024,
  tokenizer: async () => tokenizer,
  onNotice: (text) => console.log(`notice: ${text}`),
});
const directory = await mkdtemp(join(tmpdir(), 'fin-r1-client-loops-'));
try {
  await compare();
  const trained = await superviseAndSave();
  await reinforce(trained);
} finally {
  await service.close();
  await rm(directory, { recursive: true });
}

/** Remote and local: a fresh adapter is the base model, so both hold the same weights. */
async function compare(): Promise<void> {
  const options = { rank: 8, seed: 1 };
  const local = createLocalService({ directory, allLogprobs: true });
  const clients: TrainingClient[] = [
    await local.createTrainingClient({ ...options, baseModel: model }),
    await service.createTrainingClient({ ...options, baseModel: name }),
  ];
  const data = questions(8).map((question) => {
    const tokens = tokenizer.encode(textOf(question));
    return crossEntropyDatum(
      tokens,
      Array.from(tokens, () => 1),
    );
  });
  const outputs = await Promise.all(clients.map((client) => client.forward(data, 'cross_entropy')));
  const flat = outputs.map(({ lossFnOutputs }) => lossFnOutputs.flatMap(({ logprobs }) => [...logprobs]));
  report('forward, log probabilities of targets', flat);

  const samplers: SamplingClient[] = await Promise.all(clients.map((client) => client.snapshotSampler()));
  const [question] = questions(1) as [Question];
  const prompt = modelInputOf(tokenizer.encode(`User: ${question.texts[0]?.text ?? question.question}`));
  const computed = await Promise.all(samplers.map((sampler) => sampler.computeLogprobs(prompt)));
  report(
    'computeLogprobs',
    computed.map((values) => [...values.subarray(1)]),
  );
  const samplingParams = { maxTokens: 20, temperature: 0, stop: [tokenizer.endOfTurnId] };
  const greedy = await Promise.all(
    samplers.map((sampler) => sampler.sample({ prompt, numSamples: 1, samplingParams })),
  );
  const [mine, theirs] = greedy.map(({ sequences }) => sequences[0]);
  if (mine?.tokens.join() !== theirs?.tokens.join()) {
    throw new Error(`greedy samples differ: ${mine?.tokens.join()} and ${theirs?.tokens.join()}`);
  }
  report(
    `greedy, ${mine?.tokens.length} tokens`,
    [mine, theirs].map((one) => [...(one?.logprobs ?? [])]),
  );
}

function report(what: string, [mine, theirs]: number[][]): void {
  if (mine === undefined || mine.length === 0 || mine.length !== theirs?.length) {
    throw new Error(`${what}: ${mine?.length} values here, ${theirs?.length} there`);
  }
  const worst = Math.max(...mine.map((value, i) => Math.abs(value - (theirs[i] as number))));
  console.log(
    `${what}: ${mine.length} values, largest difference ${worst.toExponential(1)} (limit ${LIMIT})`,
  );
  if (!(worst <= LIMIT)) throw new Error(`${what}: ${worst} is more than ${LIMIT}`);
}

async function superviseAndSave(): Promise<string> {
  const rows: MetricRow[] = [];
  const samples = questions(96).map((question) => ({
    messages: renderMessages(question),
    completion: answerOf(question),
  }));
  const stage = stageOptions('sft', 5e-3, rows, () =>
    service.createTrainingClient({ baseModel: name, rank: 16, seed: 1 }),
  );
  const { path, steps } = await sft({ ...stage, samples, epochs: 1, batchSize: 16 });
  told(`SFT: ${steps} steps`, 'loss', rows, (first, last) => last < 0.7 * first);
  return path;
}

async function reinforce(from: string): Promise<void> {
  const rows: MetricRow[] = [];
  const stage = stageOptions('grpo', 4e-3, rows, () =>
    service.createTrainingClientFromState(from, { optimizer: false }),
  );
  const settings = { steps: 20, questionsPerStep: 8, groupSize: 8, sampling: { maxTokens: 12 } };
  const { steps } = await grpo({
    ...stage,
    ...settings,
    questions: questions(256),
    score,
    loss: 'grpo',
    beta: 0,
  });
  told(`GRPO: ${steps} steps`, 'rewardMean', rows, (first, last) => last > first);
  const gap = Math.max(...rows.map((row) => Number(row.logprobGapMax)));
  console.log(`largest difference of sampled and trained log probabilities: ${gap.toExponential(1)}`);
  if (!(gap <= 1e-3)) throw new Error(`the log probabilities of sampling and training differ by ${gap}`);
}

/** An answer is right when it is the label asked for and nothing else. */
function score({ text }: { text: string }, question: Question): ReturnType<Scorer> {
  const isRight = text.trim() === answerOf(question);
  return {
    outcome: { verdict: isRight ? 'correct' : 'wrong', rule: 'label', reason: text },
    format: {
      valid: /^\s*(bullish|neutral|bearish)\s*$/.test(text),
      reason: 'a label alone',
    },
  };
}

function stageOptions(
  stage: string,
  peak: number,
  rows: MetricRow[],
  fresh: () => Promise<TrainingClient>,
): StageOptions {
  let saved: SavedStage | null = null;
  return {
    ...{ stage, seed: 1, checkpointEverySteps: 0 },
    optimizer: { schedule: { kind: 'constant', peak, warmupSteps: 0 }, eps: 1e-8 },
    openClient: (path) => (path === null ? fresh() : service.createTrainingClientFromState(path)),
    checkpoint: {
      load: async () => saved,
      save: async (step, path, state) => void (saved = { step, path, state }),
    },
    log: (row) => void rows.push(row),
    warn: (text) => console.log(`warning: ${text}`),
  };
}

/** The means of the first and of the last three rows. */
function told(
  what: string,
  key: string,
  rows: readonly MetricRow[],
  isGood: (first: number, last: number) => boolean,
): void {
  const mean = (some: readonly MetricRow[]): number =>
    some.reduce((sum, row) => sum + Number(row[key]), 0) / some.length;
  const [first, last] = [mean(rows.slice(0, 3)), mean(rows.slice(-3))];
  console.log(`${what}, ${key} ${first.toFixed(3)} to ${last.toFixed(3)}`);
  if (!isGood(first, last)) throw new Error(`${what}: ${key} went from ${first} to ${last}`);
}

function questions(count: number): Question[] {
  return finsimQuestions({ benchmark: 'finsim-tfns', split: 'train', count, seed: 5 });
}

function labelOf({ reference }: Question): string {
  if (reference?.kind !== 'label') throw new Error('not a headline');
  return reference.label;
}

/** Another label than the model has learnt: the loss has far to fall. */
function answerOf(question: Question): string {
  return { bullish: 'bearish', bearish: 'neutral' }[labelOf(question)] ?? 'bullish';
}

function textOf(question: Question): string {
  return tokenizer.renderChat(renderMessages(question), { addGenerationPrompt: true }) + labelOf(question);
}
