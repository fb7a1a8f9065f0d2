/**
 * `node bench/serve-model.ts --model gguf:PATH [--port 8089] [--name NAME]`: any model string as an OpenAI-compatible server on this
 * machine, so that a recipe can be run end to end over HTTP without a key. One completion a request, no streaming, no authentication:
 * for runs and benchmarks of this repository; it gives way to the project's own server once there is one.
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { openModelPool } from '../src/models/index.ts';

const requestSchema = z.object({
  messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })).min(1),
  temperature: z.number().default(1),
  top_p: z.number().optional(),
  max_tokens: z.number().int().positive().optional(),
  max_completion_tokens: z.number().int().positive().optional(),
  seed: z.number().int().default(1),
  response_format: z
    .object({
      type: z.string(),
      json_schema: z.object({ name: z.string(), schema: z.record(z.string(), z.unknown()) }).optional(),
    })
    .optional(),
});

const { values } = parseArgs({
  options: { model: { type: 'string' }, port: { type: 'string', default: '8089' }, name: { type: 'string' } },
});
if (values.model === undefined) {
  process.stderr.write('usage: node bench/serve-model.ts --model MODEL [--port 8089] [--name NAME]\n');
  process.exit(2);
}
const name = values.name ?? values.model.replace(/^.*[/\\:]/, '').replace(/\.gguf$/, '');
const pool = openModelPool({
  cachePath: join(mkdtempSync(join(tmpdir(), 'fin-r1-serve-')), 'requests.sqlite'),
});
const model = await pool.open(values.model, 'serve');

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/v1/models')
    return reply(response, 200, { object: 'list', data: [{ id: name, object: 'model' }] });
  if (request.url !== '/v1/chat/completions')
    return reply(response, 404, { error: { message: `no ${request.url ?? ''} here` } });
  const parsed = requestSchema.safeParse(JSON.parse(await bodyOf(request)));
  if (!parsed.success) return reply(response, 400, { error: { message: z.prettifyError(parsed.error) } });
  const { messages, temperature, top_p: topP, seed, response_format: format, ...limits } = parsed.data;
  const maxTokens = limits.max_completion_tokens ?? limits.max_tokens ?? 512;
  const jsonSchema = format?.json_schema;
  const [generation] = await model.generate(
    messages,
    { maxTokens, temperature, seed, ...(topP !== undefined && { topP }), ...(jsonSchema && { jsonSchema }) },
    1,
  );
  if (generation === undefined) throw new Error('the model gave nothing');
  const { text, finishReason, promptTokens, completionTokens, requestKey } = generation;
  reply(response, 200, {
    ...{ id: requestKey, object: 'chat.completion', model: name },
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: finishReason }],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
  });
}

createServer((request, response) => {
  handle(request, response).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    const status = error instanceof Error && error.name === 'PromptTooLongError' ? 400 : 500;
    reply(response, status, { error: { message } });
  });
}).listen(Number(values.port), '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${values.port}/v1#${name}\n`);
});
