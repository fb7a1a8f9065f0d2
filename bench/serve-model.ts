/**
 * `node bench/serve-model.ts --model gguf:PATH [--port 8089] [--name NAME]`: any model of this machine as an OpenAI-compatible server, so
 * that a recipe can be run end to end over HTTP without a key. One completion a request, no streaming, no authentication: for runs and
 * benchmarks of this repository; it gives way to the project's own server once there is one.
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { FinR1Error, InputError } from '../src/core/errors.ts';
import { PromptTooLongError, readModelString } from '../src/models/index.ts';
import { openLocal } from '../src/models/local-models.ts';

const USAGE = 'usage: node bench/serve-model.ts --model MODEL [--port 8089] [--name NAME]';
const MAX_TOKENS = 512;
/** What a plain `json_object` asks for. */
const ANY_OBJECT = { name: 'object', schema: { type: 'object', additionalProperties: true } };

const tokens = z.int().positive().nullish();
const requestSchema = z.object({
  messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })).min(1),
  temperature: z.number().min(0).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  top_k: z.int().nullish(),
  max_tokens: tokens,
  max_completion_tokens: tokens,
  seed: z.int().nullish(),
  n: z.literal(1, 'only one completion a request').nullish(),
  stream: z.literal(false, 'answers are not streamed').nullish(),
  response_format: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('text') }),
      z.object({ type: z.literal('json_object') }),
      z.object({
        type: z.literal('json_schema'),
        json_schema: z.object({ name: z.string(), schema: z.record(z.string(), z.unknown()) }),
      }),
    ])
    .nullish(),
});

const { values } = parseArgs({
  options: { model: { type: 'string' }, port: { type: 'string', default: '8089' }, name: { type: 'string' } },
});
const model = await opened(values.model).catch(end);
const name = values.name ?? model.id.replace(/^.*[/\\:]/, '').replace(/\.gguf$/, '');

function opened(id: string | undefined) {
  if (id === undefined) return Promise.reject(new InputError('--model is missing', { hint: USAGE }));
  const address = readModelString(id, process.env);
  if (address.kind !== 'http') return openLocal(address, 'runs');
  return Promise.reject(new InputError(`${id} is served already`, { hint: USAGE }));
}

function end(error: unknown): never {
  if (!FinR1Error.isInstance(error)) throw error;
  process.stderr.write(`${error.message}\n${error.hint ?? ''}\n`);
  process.exit(error.exitCode);
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const text = (await request.setEncoding('utf8').toArray()).join('');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError('the request is not JSON', { cause });
  }
}

async function complete(body: unknown): Promise<object> {
  const parsed = requestSchema.safeParse(body);
  if (!parsed.success) throw new InputError(z.prettifyError(parsed.error));
  const { messages, temperature, top_p: topP, top_k: topK, seed, response_format: format } = parsed.data;
  const params = {
    maxTokens: parsed.data.max_completion_tokens ?? parsed.data.max_tokens ?? MAX_TOKENS,
    temperature: temperature ?? 1,
    seed: seed ?? 1,
    ...(typeof topP === 'number' && { topP }),
    ...(typeof topK === 'number' && { topK }),
    ...(format?.type === 'json_object' && { jsonSchema: ANY_OBJECT }),
    ...(format?.type === 'json_schema' && { jsonSchema: format.json_schema }),
  };
  const [generation] = await model.generate(messages, params, 1);
  if (generation === undefined) throw new Error('the model gave nothing');
  const { text, finishReason, promptTokens, completionTokens, requestKey } = generation;
  const total = promptTokens + completionTokens;
  return {
    ...{ id: requestKey, object: 'chat.completion', created: Math.floor(Date.now() / 1000), model: name },
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: finishReason }],
    usage: { prompt_tokens: promptTokens, completion_tokens: completionTokens, total_tokens: total },
  };
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** As OpenAI words it, so that clients see what is too long. */
function messageOf(error: Error): string {
  if (!(error instanceof PromptTooLongError)) return error.message;
  const { contextLength, promptTokens } = error;
  return `This model's maximum context length is ${contextLength} tokens; your messages resulted in ${promptTokens} tokens`;
}

const server = createServer((request, response) => {
  const asked = `${request.method} ${request.url}`;
  if (asked === 'GET /v1/models')
    return reply(response, 200, { object: 'list', data: [{ id: name, object: 'model' }] });
  if (asked !== 'POST /v1/chat/completions')
    return reply(response, 404, { error: { message: `no ${asked} here` } });
  bodyOf(request)
    .then(complete)
    .then((body) => reply(response, 200, body))
    .catch((error: Error) => {
      const status = error instanceof InputError ? 400 : 500;
      reply(response, status, { error: { message: messageOf(error) } });
    });
});
server.on('error', (error) => end(new InputError(error.message, { hint: 'Give another --port.' })));
server.listen(Number(values.port), '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${values.port}/v1#${name}\n`);
});
