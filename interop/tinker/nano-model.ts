/**
 * `node interop/tinker/nano-model.ts FOLDER`: what the drivers here train and on what. Two Qwen3 of 130,000 parameters with a byte-level
 * BPE of ours: FOLDER/Qwen/Qwen3-4B-Instruct-2507 is random, FOLDER/Qwen/Qwen3-8B-Base has read the dialogues of `nano-dialogues.ts`.
 * Beside them `sl.jsonl` and `rl.jsonl`, rows of FinSim's headlines in the shape of the data sets that tinker-cookbook's sl_loop
 * (messages) and rl_loop (question, answer) load.
 *
 * tinker-cookbook knows renderers by the model's name, and transformers takes a relative folder of that name for the tokenizer: so a
 * program in FOLDER finds the tokenizer of `Qwen/Qwen3-8B-Base` without the hub.
 */

import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Random } from '../../src/core/random.ts';
import { finsimQuestions } from '../../src/data/finsim/index.ts';
import { renderMessages } from '../../src/data/prompt.ts';
import {
  architectureTraits,
  createLocalService,
  trainBpe,
  writeInitialModel,
  writeTokenizer,
} from '../../src/engine/index.ts';
import { crossEntropyDatum } from '../../src/tinker/index.ts';
import { dialogue, numberOf, proseOf } from './nano-dialogues.ts';
import type { Headline } from './nano-dialogues.ts';
import names from './served-names.json' with { type: 'json' };

const ROWS = 2048;
const SEED = 5;
const STEPS = 900;
const BATCH = 16;
const contextLength = 1024;
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = resolve(process.argv[2] ?? 'runs/tinker-interop');
const headlines = finsimQuestions({ benchmark: 'finsim-tfns', split: 'train', count: ROWS, seed: SEED }).map(
  (question): Headline => {
    const asked = renderMessages(question).at(-1)?.content;
    if (question.reference?.kind !== 'label' || asked === undefined) throw new Error('not a headline');
    return { asked, label: question.reference.label };
  },
);
const prose = proseOf(root);
const random = Random.derive(SEED, 'nano-dialogues');
await rm(folder, { recursive: true, force: true });
await mkdir(join(folder, 'tokenizer'), { recursive: true });
await writeRows();
await writeModels();
await readDialogues();
console.log(`${folder}: ${Object.values(names).join(', ')}, sl.jsonl and rl.jsonl of ${ROWS} rows`);

async function writeRows(): Promise<void> {
  const lines = (rowOf: (headline: Headline) => unknown): string =>
    headlines.map((headline) => `${JSON.stringify(rowOf(headline))}\n`).join('');
  const supervised = lines(({ asked, label }) => ({
    messages: [
      { role: 'user', content: asked },
      { role: 'assistant', content: `\\boxed{${numberOf[label]}}` },
    ],
  }));
  const reinforced = lines(({ asked, label }) => ({ question: asked, answer: `#### ${numberOf[label]}` }));
  await writeFile(join(folder, 'sl.jsonl'), supervised);
  await writeFile(join(folder, 'rl.jsonl'), reinforced);
}

async function writeModels(): Promise<void> {
  const texts = Array.from({ length: 400 }, () => dialogue(headlines, prose, random).text);
  const tokenizerFrom = join(folder, 'tokenizer');
  await writeTokenizer(tokenizerFrom, trainBpe(texts, { vocabSize: 572 }), { contextLength });
  const architecture = 'Qwen3ForCausalLM';
  const config = {
    ...({ architecture, ...architectureTraits(architecture), vocabSize: 576, contextLength } as const),
    ...{ hiddenSize: 64, layers: 2, heads: 4, kvHeads: 2, headDim: 16, feedForward: 128 },
    ...{ ropeTheta: 10000, rmsNormEps: 1e-6, tiedEmbeddings: true },
  };
  for (const name of Object.values(names)) {
    await writeInitialModel(join(folder, name), { config, seed: SEED, tokenizerFrom, deviation: 0.1 });
  }
}

async function readDialogues(): Promise<void> {
  const target = join(folder, names.taught);
  const directory = join(folder, 'training');
  const client = await createLocalService({ directory }).createTrainingClient({
    baseModel: target,
    rank: 0,
    seed: SEED,
  });
  const tokenizer = client.getTokenizer();
  for (let step = 0; step < STEPS; step++) {
    const data = Array.from({ length: BATCH }, () => {
      const { text, answer } = dialogue(headlines, prose, random);
      const [asked, told] = [text.slice(0, -answer.length), answer].map((part) => tokenizer.encode(part));
      const tokens = [...(asked as Int32Array), ...(told as Int32Array)];
      const weight = (i: number): number =>
        (i < tokens.length - (told as Int32Array).length ? 0.05 : 1) / BATCH;
      return crossEntropyDatum(
        tokens,
        tokens.map((_token, i) => weight(i)),
      );
    });
    const { metrics } = await client.forwardBackward(data, 'cross_entropy');
    await client.optimStep({ learningRate: 3e-3 * Math.min(1, 2 - (2 * step) / STEPS), gradClipNorm: 1 });
    if (step % 50 === 0) console.log(`step ${step}, loss ${metrics['loss:sum']?.toFixed(2)}`);
  }
  const { path } = await client.saveWeightsForSampler('taught');
  await client.close();
  await rm(target, { recursive: true });
  await cp(path, target, { recursive: true });
  await rm(directory, { recursive: true });
}
