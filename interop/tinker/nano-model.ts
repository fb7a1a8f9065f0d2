/**
 * `node interop/tinker/nano-model.ts FOLDER`: what the drivers here train and on what. FOLDER/NAME for each name in `served-names.json`
 * is a random Qwen3 of 100,000 parameters with a byte-level BPE of ours; beside them `sl.jsonl` and `rl.jsonl`, rows of FinSim's
 * headlines in the shape of the data sets that tinker-cookbook's sl_loop (messages) and rl_loop (question, answer) load.
 *
 * tinker-cookbook knows renderers by the model's name, and transformers takes a relative folder of that name for the tokenizer: so a
 * program in FOLDER finds the tokenizer of `Qwen/Qwen3-8B-Base` without the hub.
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { finsimQuestions } from '../../src/data/finsim/index.ts';
import { renderMessages } from '../../src/data/prompt.ts';
import { architectureTraits, trainBpe, writeInitialModel, writeTokenizer } from '../../src/engine/index.ts';
import servedNames from './served-names.json' with { type: 'json' };

const ROWS = 2048;
const SEED = 5;

/** The labels as numbers, since rl_loop's grader reads the number in `\boxed{}`. */
const numberOf: Readonly<Record<string, number>> = { bullish: 2, neutral: 1, bearish: 0 };

interface Row {
  question: string;
  /** As GSM8K ends its answers: `#### 2`. */
  answer: string;
  messages: { role: string; content: string }[];
}

function row(question: ReturnType<typeof finsimQuestions>[number]): Row {
  const { reference } = question;
  const value = reference?.kind === 'label' ? numberOf[reference.label] : undefined;
  const asked = renderMessages(question).at(-1)?.content;
  if (value === undefined || asked === undefined) throw new Error(`${question.id}: not a headline`);
  const messages = [
    { role: 'user', content: asked },
    { role: 'assistant', content: `\\boxed{${value}}` },
  ];
  return { question: asked, answer: `#### ${value}`, messages };
}

const rows = finsimQuestions({ benchmark: 'finsim-tfns', split: 'train', count: ROWS, seed: SEED }).map(row);
const folder = resolve(process.argv[2] ?? 'runs/tinker-interop');
const tokenizerFolder = join(folder, 'tokenizer');
await mkdir(tokenizerFolder, { recursive: true });
const lines = (pick: (one: Row) => unknown): string =>
  rows.map((one) => `${JSON.stringify(pick(one))}\n`).join('');
await writeFile(
  join(folder, 'sl.jsonl'),
  lines(({ messages }) => ({ messages })),
);
await writeFile(
  join(folder, 'rl.jsonl'),
  lines(({ question, answer }) => ({ question, answer })),
);

const contextLength = 1024;
const texts = rows.map(({ messages }) => messages.map(({ content }) => content).join('\n\n'));
const plain = ['User: Assistant: Provide a numerical answer written inside the word and all of its letters. '];
await writeTokenizer(tokenizerFolder, trainBpe([...texts, ...plain, ...plain], { vocabSize: 444 }), {
  contextLength,
});
const architecture = 'Qwen3ForCausalLM';
const config = {
  architecture,
  ...architectureTraits(architecture),
  vocabSize: 448,
  hiddenSize: 64,
  layers: 2,
  heads: 4,
  kvHeads: 2,
  headDim: 16,
  feedForward: 128,
  ropeTheta: 10000,
  rmsNormEps: 1e-6,
  tiedEmbeddings: true,
  contextLength,
} as const;
for (const name of servedNames) {
  await writeInitialModel(join(folder, name), {
    config,
    seed: SEED,
    tokenizerFrom: tokenizerFolder,
    deviation: 0.1,
  });
}
console.log(`${folder}: ${servedNames.join(', ')}, sl.jsonl and rl.jsonl of ${ROWS} rows`);
