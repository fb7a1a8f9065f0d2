/** `fin-r1 data …`: everything about data sets, a file a command. */

import type { Command } from 'commander';
import { dataBuildCommand } from './data-build.ts';
import { dataMergeCommand } from './data-merge.ts';

export function dataCommand(program: Command): void {
  const data = program.command('data').summary('build data sets').description('Build data sets.');
  for (const add of [dataBuildCommand, dataMergeCommand]) add(data);
}
