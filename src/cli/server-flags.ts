/** Flags that servers share: where they listen and who may ask, and those of `serve` and `ui`. */

import { Option } from 'commander';
import type { Command } from 'commander';
import { checksDirFlag, portNumber, positiveWholeNumber, runsDirFlag, webOrigin } from './flags.ts';

const repeated = (flag: string, description: string, read = (value: string): string => value): Option =>
  new Option(flag, description)
    .argParser((value: string, earlier: string[]) => [...earlier, read(value)])
    .default([], 'none');

/** @param maxBody Largest body of a request in bytes, where the flag is not given. */
export function addAddressFlags(
  command: Command,
  { port, maxBody }: { port: number; maxBody: number },
): Command {
  return command
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .option('--port <n>', 'port to listen on; 0: any that is free', portNumber, port)
    .option(
      '--keys <file>',
      'file of API keys (made by fin-r1 keys add); needed where others can reach the server',
    )
    .option('--open', 'serve without keys where others can reach the server', false)
    .option('--max-body <bytes>', 'largest body of a request', positiveWholeNumber, maxBody)
    .option(
      '--max-open <n>',
      'requests that are answered or wait at the same time',
      positiveWholeNumber,
      256,
    );
}

export function addServerFlags(command: Command): Command {
  command.addOption(
    repeated(
      '--model <model>',
      'model string, or NAME=MODEL to give it a name of its own; may be repeated: run:NAME@STAGE, a model folder, hf:ORG/NAME, gguf:PATH, PROVIDER/NAME, http://HOST/v1#NAME',
    ),
  );
  return addAddressFlags(command, { port: 8000, maxBody: 4 * 2 ** 20 })
    .addOption(
      repeated('--cors-origin <origin>', 'web origin whose pages may ask, or *; may be repeated', webOrigin),
    )
    .option('--max-tokens <n>', 'tokens that are written for one request at most', positiveWholeNumber, 4096)
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
    .addOption(checksDirFlag())
    .option(
      '--audit <file>',
      'audit log of what this server checks for compliance (default: <checks-dir>/served/audit.jsonl)',
    )
    .option('--audit-texts', 'keep texts and quotes in that log too, so that officers can read them', false)
    .option(
      '--redact',
      'keep personal data of checked texts from models on this machine too: what answers on localhost may be a gateway to others',
      false,
    )
    .option('--log-prompts', 'write prompts into the log too', false)
    .addOption(runsDirFlag());
}
