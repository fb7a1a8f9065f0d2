/** `fin-r1 data build RECIPE`; `data pull` and `data push` stand in files of their own. */

import type { Command } from 'commander';
import { dataDirFlag, nameFlag, runsDirFlag, seedFlag } from '../flags.ts';
import type { CarryOutFlags } from '../carry-out.ts';
import { dataPullCommand } from './data-pull.ts';
import { dataPushCommand } from './data-push.ts';

export function dataCommand(program: Command): void {
  const data = program
    .command('data')
    .summary('fetch, build and publish data sets')
    .description('Fetch, build and publish data sets.');
  data
    .command('build')
    .summary("build a recipe's data set")
    .description(
      'Ask the teachers, check answers and reasoning, route to SFT and RL: sft.parquet, rl.parquet, dropped.jsonl, ' +
        'quarantine.jsonl, funnel.json and a data card in runs/NAME/data. `fin-r1 run` goes on from there.',
    )
    .argument('<recipe>', 'a recipe file, or the name of one that comes with fin-r1')
    .addOption(dataDirFlag())
    .addOption(runsDirFlag())
    .addOption(nameFlag())
    .addOption(seedFlag("the recipe's"))
    .addHelpText(
      'after',
      `
Example:
  fin-r1 data build recipes/finqa-offline.yaml --data-dir data`,
    )
    .action(async (recipe: string, flags: CarryOutFlags) => {
      const { carryOut } = await import('../carry-out.ts');
      await carryOut(recipe, flags, 'data');
    });
  dataPullCommand(data);
  dataPushCommand(data);
}
