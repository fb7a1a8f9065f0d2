/**
 * `node interop/check-gguf-files.ts FILE.gguf FOLDER [--loose]`: a GGUF file in llama.cpp (node-llama-cpp, `npm run interop -- gguf`)
 * against the model folder it was imported from or exported to, in our engine: token ids of 5,000 generated texts, and greedy
 * answers to 24 prompts. `--loose` for quantised files, whose products llama.cpp computes with rounded inputs: answers may part
 * where two tokens are nearly as likely; the largest difference of a first token's probability is printed. Ends with 1 on a difference.
 */

import { Random } from '../src/core/random.ts';
import { createLocalService } from '../src/engine/index.ts';

const [file = '', folder = '', mode] = process.argv.slice(2);
const loose = mode === '--loose';
const [TEXTS, ANSWER_TOKENS] = [5000, 24];

/** What texts are made of; a text is a few draws from a few of these. */
const pieces: readonly (() => readonly string[])[] = [
  () => [
    'revenue',
    ' The',
    ' growth',
    ' of',
    " it's",
    " I'LL",
    ' WE’RE',
    ' naïve',
    ' Ünïcode',
    ' don',
    "'t",
    'x',
    ' Z',
  ],
  () => [
    '公司',
    '净利润',
    '同比增长',
    '，',
    '。',
    '二〇二三年',
    '（亿元）',
    '繁體',
    'カタカナ',
    '한국어',
    'ไทย',
    'हिन्दी',
    'عربى',
  ],
  () => ['0', '7', '12', ' 345', '1,204.5', ' 12.4%', '2023', '-0.5', '１２３', '½', '²', 'Ⅳ', '٣٤'],
  () => [' ', '  ', '   ', '\n', '\n\n', '\r\n', '\t', ' \n', '\n ', '\u00a0', '\u3000', '\u2028', '\v'],
  () => ['😀', '👨‍👩‍👧', '🇨🇳', '👍🏽', '❤️', '→', '€', '™', '∑', '♞'],
  () => [
    'def f(x):',
    '{"a": [1]}',
    ' == ',
    '=>',
    '!=',
    ' //',
    '/*',
    '<div>',
    '</',
    '#!',
    '$$',
    '`',
    '~',
    '|',
    '^',
    '\\n',
    '=abc',
    'x=1',
    '=Δ',
  ],
  () => ['\u0301', 'e\u0301', '\u200d', '\ufeff', '\u0000', '\u0007', '\u007f', '\ufffd', '𝒳', '𠮷'],
  () => [
    '<|im_start|>',
    '<|im_end|>',
    '<|endoftext|>',
    '<think>',
    '</think>',
    '<|',
    '|>',
    '<|im_',
    '<answer>',
  ],
];

function textOf(seed: number): string {
  const random = Random.derive(seed, 'check-gguf-files');
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random.float() * items.length)] as T;
  const kinds = Array.from({ length: 1 + (seed % 3) }, () => pick(pieces)());
  return Array.from({ length: 1 + Math.floor(random.float() * 24) }, () => pick(pick(kinds))).join('');
}

const { getLlama } = await import('node-llama-cpp' as string);
const llama = await getLlama({ gpu: false, build: 'never', logLevel: 'error' });
const model = await llama.loadModel({ modelPath: file });
const service = createLocalService({ directory: '.cache/unused' });
const sampler = await service.createSamplingClient(folder);
const tokenizer = sampler.getTokenizer();
const spell = (ids: ArrayLike<number>): string =>
  JSON.stringify(tokenizer.decode(ids, { keepSpecial: true }));

let different = 0;
for (let seed = 0; seed < TEXTS; seed++) {
  // Unicode normalisation, which Qwen's tokenizer does and llama.cpp does not, is left out of the comparison.
  const text = textOf(seed).normalize('NFC');
  const [ours, theirs] = [[...tokenizer.encode(text)], [...model.tokenize(text, true)]];
  if (ours.join() === theirs.join()) continue;
  if (different++ < 5)
    console.log(`ids of ${JSON.stringify(text)}: ours ${ours.join()}, llama.cpp's ${theirs.join()}`);
}
console.log(`token ids: ${TEXTS - different} of ${TEXTS} texts are the same`);

const questions = [
  'Which city is the capital of Germany?',
  'What is 12 + 30?',
  'Name three colours.',
  '什么是净利润？',
  'Write a haiku about money.',
  'Explain inflation in one sentence.',
  'Is water wet?',
  'List the first five primes.',
  'Translate "bank" into French.',
  'What does EBITDA mean?',
  'Who wrote Hamlet?',
  'Give me a Python function that adds two numbers.',
  'What is the largest planet?',
  'Define revenue.',
  'Count to ten.',
  'Why is the sky blue?',
  'What is a bond?',
  'Tell me a joke.',
  'Spell "revenue".',
  'What comes after Tuesday?',
  'net revenue 2023=10 2022=8',
  'What is the growth?',
  '公司2023年营业收入同比增长',
  'Say hello.',
];
const prompts = questions.map((content) =>
  tokenizer.encode(tokenizer.renderChat([{ role: 'user', content }], { addGenerationPrompt: true })),
);
// llama.cpp keeps keys and values in 16 bits unless it is asked not to; that alone makes answers part.
const exact = {
  experimentalKvCacheKeyType: 'F32',
  experimentalKvCacheValueType: 'F32',
  flashAttention: false,
};
const context = await model.createContext({ contextSize: 512, sequences: 1, threads: 1, ...exact });
const sequence = context.getSequence();
let [same, tokens, equalTokens, largest] = [0, 0, 0, 0];
for (const [index, prompt] of prompts.entries()) {
  await sequence.clearHistory();
  const theirs: number[] = [];
  let first: Map<number, number> | undefined;
  const options = { temperature: 0, yieldEogToken: true };
  for await (const { token, probabilities } of sequence.evaluateWithMetadata(
    [...prompt],
    { probabilities: true },
    options,
  )) {
    first ??= probabilities;
    theirs.push(token);
    if (theirs.length === ANSWER_TOKENS || token === tokenizer.endOfTurnId) break;
  }
  const { sequences } = await sampler.sample({
    prompt: { chunks: [{ type: 'encoded_text', tokens: prompt }] },
    numSamples: 1,
    samplingParams: { maxTokens: ANSWER_TOKENS, temperature: 0 },
  });
  const [answer] = sequences;
  if (answer === undefined) throw new Error('no answer');
  const ours = [...answer.tokens];
  const parts = theirs.findIndex((token, i) => token !== ours[i]);
  equalTokens += parts < 0 ? theirs.length : parts;
  tokens += theirs.length;
  if (ours.join() === theirs.join()) same++;
  else
    console.log(`answer ${index} parts at token ${parts}: ours ${spell(ours)}, llama.cpp's ${spell(theirs)}`);
  const p = first?.get(ours[0] as number) ?? 0;
  largest = Math.max(largest, Math.abs(p - Math.exp(answer.logprobs[0] as number)));
}
console.log(
  `greedy answers: ${same} of ${prompts.length} are the same, ${equalTokens} of ${tokens} tokens before they part`,
);
console.log(`first token's probability differs by ${largest.toExponential(1)} at most`);
await llama.dispose();
if (different > 0 || (!loose && same < prompts.length)) process.exitCode = 1;
