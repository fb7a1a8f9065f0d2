/** `fin-r1 tinker serve`: models of this machine, trained and sampled over HTTP by any program of the Tinker API. */

import { Option } from 'commander';
import type { Command } from 'commander';
import { InputError } from '../../core/errors.ts';
import { portNumber, positiveWholeNumber, runsDirFlag } from '../flags.ts';
import type { TinkerServerFlags } from '../run-tinker-server.ts';

export function tinkerServeCommand(tinker: Command): void {
  tinker
    .command('serve')
    .summary('serve models over HTTP as the Tinker API: training, adapters, sampling, checkpoints')
    .description(
      'Serve models as the Tinker API, so that its SDK, tinker-cookbook and recipes with `backend: tinker` train and sample them: several models and LoRA adapters at once, protobuf and JSON, checkpoints. Also /metrics (Prometheus). What is running survives a kill: the same command goes on from there.',
    )
    .addOption(
      new Option(
        '--model <model>',
        'model string, or NAME=MODEL to serve it under the name that clients ask for (NAME may be ORG/NAME); may be repeated: run:NAME@STAGE, a model folder, hf:ORG/NAME',
      )
        .argParser((value: string, earlier: string[]) => [...earlier, value])
        .default([], 'none'),
    )
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .option('--port <n>', 'port to listen on; 0: any that is free', portNumber, 8100)
    .option('--directory <dir>', 'where checkpoints and everything else is kept', 'runs/tinker')
    .option(
      '--keys <file>',
      'file of API keys (made by fin-r1 keys add); needed where others can reach the server. FIN_R1_TINKER_KEY in the environment is a single one',
    )
    .option('--open', 'serve without keys where others can reach the server', false)
    .option('--max-body <bytes>', 'largest body of a request', positiveWholeNumber, 64 * 2 ** 20)
    .option(
      '--session-timeout <seconds>',
      'end sessions that were silent for so long, and free their models; clients beat every 10 s',
      positiveWholeNumber,
      900,
    )
    .addOption(runsDirFlag())
    .addHelpText(
      'after',
      `
Clients reach it by TINKER_BASE_URL and a TINKER_API_KEY that begins with tml-: any without keys here, else tml- and
the key. The log goes to standard output, a line of JSON a request and a job, without tokens.

Examples:
  fin-r1 tinker serve --model run:quickstart@base
  fin-r1 tinker serve --model Qwen/Qwen3-8B-Base=run:quickstart@base --port 9100
  TINKER_BASE_URL=http://127.0.0.1:8100 TINKER_API_KEY=tml-any python my_training_loop.py`,
    )
    .action(async (flags: TinkerServerFlags) => {
      if (flags.model.length === 0) {
        throw new InputError('tinker serve: name a model with --model', {
          hint: 'For example --model run:quickstart@base, once `fin-r1 quickstart` has run.',
        });
      }
      const { runTinkerServer } = await import('../run-tinker-server.ts');
      await runTinkerServer(flags);
    });
}
