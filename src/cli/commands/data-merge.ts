/** `fin-r1 data merge RUN...`. */

import { existsSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { Command } from 'commander';
import { nameFlag, runsDirFlag } from '../flags.ts';

export function dataMergeCommand(data: Command): void {
  data
    .command('merge')
    .summary('make the shards of several machines one data set')
    .description(
      'Merge the data sets that `data build --shard i/n` made on n machines into runs/NAME/data: the rows, order and funnel ' +
        'that one machine would have made.',
    )
    .argument('<runs...>', 'run folders of all shards, or their names below --runs-dir')
    .addOption(nameFlag(null).makeOptionMandatory())
    .addOption(runsDirFlag())
    .addHelpText(
      'after',
      `
Example:
  fin-r1 data merge runs/fin-r1-data-shard-*-of-4 --name fin-r1-data`,
    )
    .action(async (names: string[], { name, runsDir }: { name: string; runsDir: string }) => {
      const { RunFolder } = await import('../../core/run-folder.ts');
      const { funnelTable, mergeShards } = await import('../../recipe/index.ts');
      const pathOf = (run: string): string =>
        !existsSync(run) && basename(run) === run ? join(runsDir, run) : run;
      const { directory } = await mergeShards(names.map(pathOf), { runsDir, name });
      console.log(
        `${funnelTable(RunFolder.open(directory))}\n\ndata     ${relative('.', join(directory, 'data'))}`,
      );
    });
}
