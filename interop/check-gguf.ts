/**
 * `node interop/check-gguf.ts [PATH.gguf]`: a real GGUF model through node-llama-cpp (`npm run interop -- gguf` brings both), held against
 * what `openGguf` promises and the tests can only try on a stand-in. Prints tokens per second; ends with 1 where a promise is broken.
 */

import assert from 'node:assert/strict';
import { openGguf } from '../src/models/gguf-model.ts';
import { PromptTooLongError } from '../src/models/text-model.ts';

const CONTEXT_LENGTH = 2048;
const path = process.argv[2] ?? '.cache/SmolLM2-135M-Instruct.Q4_1.gguf';
const model = await openGguf(path, { contextLength: CONTEXT_LENGTH });
const params = { maxTokens: 100, temperature: 0.6, seed: 1 };
const ask = (content: string) => [{ role: 'user', content }] as const;
const story = ask('Tell me the story of a bank that lent too much.');

async function check(what: string, body: () => Promise<string>): Promise<void> {
  try {
    process.stdout.write(`ok    ${what}: ${await body()}\n`);
  } catch (error) {
    if (!(error instanceof assert.AssertionError)) throw error;
    process.stdout.write(`WRONG ${what}: ${error.message}\n`);
    process.exitCode = 1;
  }
}

await check('it knows a fact', async () => {
  const greedy = { ...params, temperature: 0 };
  const [answer] = await model.generate(ask('Which city is the capital of Germany?'), greedy, 1);
  assert.match(answer?.text ?? '', /Berlin/);
  assert.equal(answer?.finishReason, 'stop');
  return JSON.stringify(answer.text);
});

await check('one seed gives one answer, another seed another', async () => {
  const [first] = await model.generate(story, params, 1);
  const [again] = await model.generate(story, params, 1);
  const [other] = await model.generate(story, { ...params, seed: 2 }, 1);
  assert.equal(again?.text, first?.text);
  assert.notEqual(other?.text, first?.text);
  return JSON.stringify(first?.text.slice(0, 60));
});

await check('it draws from the whole vocabulary, and from the best few where asked', async () => {
  const hot = { ...params, maxTokens: 1, temperature: 100 };
  const kinds = async (topK?: number): Promise<number> => {
    const answers = await model.generate(story, topK === undefined ? hot : { ...hot, topK }, 100);
    return new Set(answers.map(({ text }) => text)).size;
  };
  const [all, few] = [await kinds(), await kinds(5)];
  // The library's own default would be the best 40.
  assert.ok(all > 60, `only ${all} kinds of tokens in 100 draws`);
  assert.ok(few <= 5, `${few} kinds of tokens with topK 5`);
  return `${all} and ${few} kinds in 100 draws`;
});

await check('it gives JSON of a schema', async () => {
  const verdict = { reason: { type: 'string' }, score: { type: 'number', enum: [0, 1] } };
  const object = { type: 'object', properties: verdict, required: Object.keys(verdict) };
  const schema = { ...object, additionalProperties: false };
  const jsonSchema = { name: 'verdict', schema };
  const prompt = ask('Is 2 + 2 = 5 correct? Give a short reason and a score.');
  const [answer] = await model.generate(prompt, { ...params, maxTokens: 300, jsonSchema }, 1);
  assert.equal(answer?.finishReason, 'stop', answer?.text);
  assert.deepEqual(Object.keys(JSON.parse(answer.text) as object), ['reason', 'score']);
  return JSON.stringify(answer.text);
});

await check('a prompt that does not fit is told', async () => {
  const long = model.generate(ask('profit '.repeat(CONTEXT_LENGTH)), params, 1);
  await assert.rejects(long, PromptTooLongError);
  const [cut] = await model.generate(ask('profit '.repeat(CONTEXT_LENGTH - 100)), params, 1);
  assert.ok((cut?.promptTokens ?? 0) + (cut?.completionTokens ?? 0) <= CONTEXT_LENGTH);
  return `${cut?.promptTokens} tokens fit`;
});

for (const parallel of [1, 8]) {
  await check(`${parallel} at once`, async () => {
    const started = performance.now();
    const prompts = Array.from({ length: parallel }, (_, i) =>
      ask(`Tell me something about the number ${i}.`),
    );
    const all = await Promise.all(prompts.map((prompt) => model.generate(prompt, params, 1)));
    const tokens = all.flat().reduce((sum, { completionTokens }) => sum + completionTokens, 0);
    return `${((tokens * 1000) / (performance.now() - started)).toFixed(0)} tokens/s`;
  });
}

await model.close();
