import { describe, expect, it } from 'vitest';
import { readModelString, type HttpAddress } from './model-string.ts';
import { answerOf } from './provider-answer.ts';
import { callOptions, languageModel } from './provider-call.ts';

const env = { DEEPSEEK_API_KEY: 'sk-d', OPENAI_API_KEY: 'sk-o', FIN_R1_API_KEY: '' };
const messages = [
  { role: 'system', content: 's' },
  { role: 'user', content: 'u' },
  { role: 'assistant', content: 'a' },
] as const;
const params = { maxTokens: 50, temperature: 0.6, seed: 7 };
const jsonSchema = {
  name: 'verdict',
  schema: {
    type: 'object',
    properties: { same: { type: 'boolean' } },
    required: ['same'],
    additionalProperties: false,
  },
};

/** What is sent for a model string, and what is made of the body that comes back. */
async function exchange(model: string, choice: object, usage: object = {}) {
  const address = readModelString(model, env) as HttpAddress;
  let sent: { url: string; body: Record<string, unknown>; authorization: string | null } | undefined;
  const language = languageModel(address, async (url, init) => {
    const authorization = new Headers(init?.headers).get('authorization');
    sent = {
      url: String(url),
      body: JSON.parse(String(init?.body)) as Record<string, unknown>,
      authorization,
    };
    return Response.json({ id: 'x', created: 1, model: 'm', choices: [{ index: 0, ...choice }], usage });
  });
  const result = await language.doGenerate(callOptions(address, messages, { ...params, jsonSchema }, 2));
  return { sent: sent!, answer: () => answerOf(result, messages) };
}

const done = { message: { role: 'assistant', content: 'b' }, finish_reason: 'stop' };

describe('what providers are sent', () => {
  it('deepseek: its address, its key, JSON without a schema', async () => {
    const { sent } = await exchange('deepseek/deepseek-reasoner', done);
    expect(sent.url).toBe('https://api.deepseek.com/chat/completions');
    expect(sent.authorization).toBe('Bearer sk-d');
    expect(sent.body).toMatchObject({
      model: 'deepseek-reasoner',
      max_tokens: 50,
      temperature: 0.6,
      seed: 9,
      response_format: { type: 'json_object' },
      messages,
    });
  });

  it('openai: a schema that is enforced, and what its reasoning models take', async () => {
    const { sent } = await exchange('openai/gpt-5', done);
    expect(sent.url).toBe('https://api.openai.com/v1/chat/completions');
    expect(sent.body).toMatchObject({
      max_completion_tokens: 50,
      response_format: { type: 'json_schema', json_schema: { ...jsonSchema, strict: true } },
    });
    expect(sent.body).not.toHaveProperty('temperature');
    expect((await exchange('openai/gpt-4o', done)).sent.body).toMatchObject({
      max_tokens: 50,
      temperature: 0.6,
    });
  });

  it('a server without a key: none', async () => {
    const { sent } = await exchange('http://localhost:8000/v1#m', done);
    expect(sent.url).toBe('http://localhost:8000/v1/chat/completions');
    expect(sent.authorization).toBeNull();
  });

  it('refuses a parameter that would be dropped silently', () => {
    const address = readModelString('deepseek/deepseek-chat', env) as HttpAddress;
    expect(() => callOptions(address, messages, { ...params, topK: 20 }, 0)).toThrow(/no parameter top_k/);
  });
});

describe('what is made of answers', () => {
  it('counts tokens as the provider does, and those that it had cached', async () => {
    const usage = { prompt_tokens: 100, completion_tokens: 20, prompt_cache_hit_tokens: 64 };
    const { answer } = await exchange('deepseek/deepseek-chat', done, usage);
    expect(answer()).toMatchObject({
      answer: { text: 'b', finishReason: 'stop', promptTokens: 100, completionTokens: 20 },
      cachedPromptTokens: 64,
    });
  });

  it('estimates tokens where the server counts none', async () => {
    const { answer } = await exchange('http://localhost:8000/v1#m', done);
    expect(answer().answer.promptTokens).toBeGreaterThan(0);
    expect(answer().answer.completionTokens).toBeGreaterThan(0);
  });

  it('is no answer when the provider broke off', async () => {
    const broken = { ...done, finish_reason: 'insufficient_system_resource' };
    const { answer } = await exchange('deepseek/deepseek-chat', broken);
    expect(answer).toThrow(/broke off/);
  });
});
