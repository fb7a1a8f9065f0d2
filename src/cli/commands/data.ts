/** `fin-r1 data …`: everything about data sets, a file a command. */

import type { Command } from 'commander';
import { dataBuildCommand } from './data-build.ts';
import { dataCalibrateCommand } from './data-calibrate.ts';
import { dataExportCommand } from './data-export.ts';
import { dataMergeCommand } from './data-merge.ts';
import { dataPullCommand } from './data-pull.ts';
import { dataPushCommand } from './data-push.ts';
import { dataSourcesCommand } from './data-sources.ts';

export function dataCommand(program: Command): void {
  const data = program.command('data').summary('build data sets').description('Build data sets.');
  for (const add of [
    dataSourcesCommand,
    dataPullCommand,
    dataCalibrateCommand,
    dataBuildCommand,
    dataMergeCommand,
    dataExportCommand,
    dataPushCommand,
  ])
    add(data);
}
