/** `fin-r1 models …`: models of the hub and of this machine, a file a command. */

import type { Command } from 'commander';
import { modelsExportCommand } from './models-export.ts';
import { modelsInfoCommand } from './models-info.ts';
import { modelsPullCommand } from './models-pull.ts';
import { modelsPushCommand } from './models-push.ts';

export function modelsCommand(program: Command): void {
  const models = program
    .command('models')
    .summary('fetch, look at, export and publish models')
    .description('Fetch, look at, export and publish models.');
  const commands = [modelsPullCommand, modelsInfoCommand, modelsExportCommand, modelsPushCommand];
  for (const add of commands) add(models);
}
