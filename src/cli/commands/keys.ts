/** `fin-r1 keys`: the API keys of a server. */

import type { Command } from 'commander';
import { positiveNumber } from '../flags.ts';

interface AddFlags {
  file: string;
  requestsPerMinute?: number;
  tokensPerMinute?: number;
}

const FILE = ['--file <file>', 'file of the keys, as given to fin-r1 serve --keys'] as const;

export function keysCommand(program: Command): void {
  const keys = program
    .command('keys')
    .summary('API keys of a server')
    .description(
      'Make, list and remove the API keys of `fin-r1 serve`. The file holds their hashes; a running server follows it.',
    );
  keys
    .command('add')
    .summary('make a key, and print it once')
    .argument('<name>', 'whose key it is: in logs and limits')
    .requiredOption(...FILE)
    .option('--requests-per-minute <n>', 'limit of this key (default: none)', positiveNumber)
    .option('--tokens-per-minute <n>', 'limit of prompt and answer tokens (default: none)', positiveNumber)
    .action(async (name: string, { file, ...limits }: AddFlags) => {
      const { addKey } = await import('../../serve/index.ts');
      const key = addKey(file, name, limits);
      console.error(`The key of ${name}, which is kept nowhere:`);
      console.log(key);
    });
  keys
    .command('list')
    .summary('names and limits')
    .requiredOption(...FILE)
    .action(async ({ file }: { file: string }) => {
      const { readKeys } = await import('../../serve/index.ts');
      for (const { name, created, requestsPerMinute, tokensPerMinute } of readKeys(file)) {
        const limit = (what: string, value: number | undefined): string =>
          value === undefined ? '' : `  ${value} ${what}/min`;
        console.log(
          `${name}  since ${created.slice(0, 10)}${limit('requests', requestsPerMinute)}${limit('tokens', tokensPerMinute)}`,
        );
      }
    });
  keys
    .command('remove')
    .summary('the key opens nothing any more')
    .argument('<name>', 'whose key it is')
    .requiredOption(...FILE)
    .action(async (name: string, { file }: { file: string }) => {
      const { removeKey } = await import('../../serve/index.ts');
      removeKey(file, name);
      console.error(`The key of ${name} is removed.`);
    });
}
