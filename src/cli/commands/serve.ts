/** `fin-r1 serve`: models over HTTP, as OpenAI's API. */

import type { Command } from 'commander';
import { Option } from 'commander';
import { InputError } from '../../core/errors.ts';
import { interruptible } from '../interrupt.ts';
import { portNumber, positiveWholeNumber, runsDirFlag } from '../flags.ts';

interface Flags {
  model: string[];
  host: string;
  port: number;
  keys?: string;
  open: boolean;
  corsOrigin: string[];
  maxTokens: number;
  maxBody: number;
  maxOpen: number;
  streams: number;
  context?: number;
  logPrompts: boolean;
  runsDir: string;
}

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];
/** A stream that is nearly done may end, also when Ctrl-C was pressed. */
const GRACE_MS = 10_000;

const repeated = (flag: string, description: string): Option =>
  new Option(flag, description)
    .argParser((value: string, earlier: string[]) => [...earlier, value])
    .default([], 'none');

export function serveCommand(program: Command): void {
  program
    .command('serve')
    .summary('serve models over HTTP, as OpenAI’s API')
    .description(
      'Serve models at /v1/chat/completions, /v1/completions and /v1/models: streaming, thinking in reasoning_content and the answer in content. Also /health and /metrics (Prometheus).',
    )
    .addOption(
      repeated(
        '--model <model>',
        'model string, or NAME=MODEL to give it a name of its own; may be repeated: run:NAME@STAGE, a model folder, hf:ORG/NAME, gguf:PATH, PROVIDER/NAME, http://HOST/v1#NAME',
      ),
    )
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .option('--port <n>', 'port to listen on; 0: any that is free', portNumber, 8000)
    .option(
      '--keys <file>',
      'file of API keys (made by fin-r1 keys add); needed where others can reach the server',
    )
    .option('--open', 'serve without keys where others can reach the server', false)
    .addOption(repeated('--cors-origin <origin>', 'web origin whose pages may ask, or *; may be repeated'))
    .option('--max-tokens <n>', 'tokens that are written for one request at most', positiveWholeNumber, 4096)
    .option('--max-body <bytes>', 'largest body of a request', positiveWholeNumber, 4 * 2 ** 20)
    .option('--max-open <n>', 'requests that are answered or wait at the same time', positiveWholeNumber, 256)
    .option(
      '--streams <n>',
      'answers that a model of this machine writes at the same time',
      positiveWholeNumber,
      64,
    )
    .option(
      '--context <n>',
      'of gguf: models, tokens of prompt and answer together (default: 4096)',
      positiveWholeNumber,
    )
    .option('--log-prompts', 'write prompts into the log too', false)
    .addOption(runsDirFlag())
    .addHelpText(
      'after',
      `
The log goes to standard output, a line of JSON a request, without prompts and answers.

Examples:
  fin-r1 serve --model run:quickstart@grpo
  fin-r1 serve --model small=run:quickstart@sft --model fin-r1=gguf:fin-r1-Q4_K_M.gguf --port 9000
  curl http://127.0.0.1:8000/v1/chat/completions -H 'content-type: application/json' \\
    -d '{"model": "run:quickstart@grpo", "messages": [{"role": "user", "content": "Bazi raises its outlook. sentiment?"}]}'`,
    )
    .action(async (flags: Flags) => {
      const named = namesOf(flags.model);
      const isLocal = LOOPBACK.includes(flags.host);
      if (!isLocal && flags.keys === undefined && !flags.open) {
        throw new InputError(`--host ${flags.host}: others can reach the server, and it has no keys`, {
          hint: 'Make one with `fin-r1 keys add NAME --file keys.json` and give --keys keys.json, or serve everybody with --open.',
        });
      }
      const { checkLocalModel, openChatModel } = await import('../../models/index.ts');
      const { createServer, pageFolder, readKeys } = await import('../../serve/index.ts');
      // What is wrong is said before a model is loaded, which takes time.
      if (flags.keys !== undefined) readKeys(flags.keys);
      for (const model of named.values()) checkLocalModel(model, flags.runsDir);
      const say = (text: string): void => console.error(text);
      const models = new Map<string, Awaited<ReturnType<typeof openChatModel>>>();
      try {
        for (const [name, model] of named) {
          say(`loading ${model} …`);
          const { context: contextLength, streams: maxRows, runsDir: runsDirectory } = flags;
          const warn = (message: string): void => say(`warning: ${message}`);
          models.set(
            name,
            await openChatModel(model, { contextLength, maxRows, runsDirectory, warn, env: process.env }),
          );
        }
        const server = createServer({
          models,
          keysPath: flags.keys ?? null,
          hosts: isLocal ? [...LOOPBACK, '[::1]'] : null,
          origins: flags.corsOrigin,
          pageFolder: await pageFolder(),
          maxBodyBytes: flags.maxBody,
          maxTokens: flags.maxTokens,
          maxOpen: flags.maxOpen,
          log: (line) => console.log(JSON.stringify(line)),
          logPrompts: flags.logPrompts,
        });
        const address = await listen(server.app, flags);
        say(`serving ${[...models.keys()].join(', ')} at ${address}/v1`);
        await interruptible(async (signal) => {
          await new Promise<void>((resolve) =>
            signal.addEventListener('abort', () => resolve(), { once: true }),
          );
          await server.shutDown(GRACE_MS);
        }, 'Ending once the answers that are being written have ended');
      } finally {
        for (const model of models.values()) await model.close();
      }
    });
}

/** `NAME=MODEL` or `MODEL`, which is its own name. */
function namesOf(given: readonly string[]): Map<string, string> {
  if (given.length === 0) {
    throw new InputError('serve: name a model with --model', {
      hint: 'For example --model run:quickstart@grpo, once `fin-r1 quickstart` has run.',
    });
  }
  const named = new Map<string, string>();
  for (const entry of given) {
    const [, name = entry, model = entry] = /^([\w.-]+)=(.+)$/.exec(entry) ?? [];
    if (named.has(name))
      throw new InputError(`serve: two models are named ${name}`, { hint: 'Name them with NAME=MODEL.' });
    named.set(name, model);
  }
  return named;
}

async function listen(
  app: { listen(options: { host: string; port: number }): Promise<string> },
  { host, port }: Flags,
): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = {
      EADDRINUSE: 'something else listens there',
      EACCES: 'permission is denied',
      EADDRNOTAVAIL: 'this machine has no such address',
      ENOTFOUND: 'there is no such host',
    }[code ?? ''];
    if (why === undefined) throw error;
    throw new InputError(`cannot listen on ${host}:${port}: ${why}`, {
      hint: 'Choose another --port or --host.',
      cause: error,
    });
  }
}
