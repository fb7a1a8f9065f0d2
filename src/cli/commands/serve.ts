/** `fin-r1 serve`: models over HTTP, as OpenAI's API, and the web page. */

import type { Command } from 'commander';
import { InputError } from '../../core/errors.ts';
import type { ServerFlags } from '../run-server.ts';
import { addServerFlags } from '../server-flags.ts';

export function serveCommand(program: Command): void {
  addServerFlags(
    program
      .command('serve')
      .summary('serve models over HTTP, as OpenAI’s API, and the web page')
      .description(
        'Serve models at /v1/chat/completions, /v1/completions and /v1/models: streaming, thinking in reasoning_content and the answer in content, tools, and finance calculators that the server carries out (/v1/calculators). Also the web page at /, /health and /metrics (Prometheus).',
      ),
  )
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
    .action(async (flags: ServerFlags) => {
      if (flags.model.length === 0) {
        throw new InputError('serve: name a model with --model', {
          hint: 'For example --model run:quickstart@grpo, once `fin-r1 quickstart` has run. `fin-r1 ui` serves those of all runs.',
        });
      }
      const { runServer } = await import('../run-server.ts');
      await runServer(flags, {
        withStages: false,
        log: (line) => console.log(JSON.stringify(line)),
        onReady: (address, models) => console.error(`serving ${models.join(', ')} at ${address}/v1`),
      });
    });
}
