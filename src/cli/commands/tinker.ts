/** `fin-r1 tinker …`: the Tinker API over models of this machine. */

import type { Command } from 'commander';
import { tinkerServeCommand } from './tinker-serve.ts';

export function tinkerCommand(program: Command): void {
  const tinker = program
    .command('tinker')
    .summary('train and sample models of this machine through the Tinker API')
    .description('Train and sample models of this machine through the Tinker API.');
  tinkerServeCommand(tinker);
}
