/** `fin-r1 models …`: models of the hub and of this machine, a file a command. */

import type { Command } from 'commander';
import { modelsInfoCommand } from './models-info.ts';
import { modelsExportCommand } from './models-export.ts';
import { modelsPullCommand } from './models-pull.ts';

export function modelsCommand(program: Command): void {
  const models = program
    .command('models')
    .summary('fetch, look at and publish models')
    .description('Fetch, look at and publish models.');
  for (const add of [modelsPullCommand, modelsInfoCommand, modelsExportCommand]) add(models);
}
