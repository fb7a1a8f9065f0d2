/** `fin-r1 data build RECIPE`. */

import type { Command } from 'commander';
import {
  acceptLicenceFlag,
  batchFlag,
  budgetFlag,
  cacheFlag,
  dataDirFlag,
  nameFlag,
  runsDirFlag,
  seedFlag,
  shardOf,
} from '../flags.ts';
import type { CarryOutFlags } from '../carry-out.ts';

interface Flags extends CarryOutFlags {
  dryRun: boolean;
}

export function dataBuildCommand(data: Command): void {
  data
    .command('build')
    .summary("build a recipe's data set")
    .description(
      'Read the sources, leave out what is evaluated, ask the teachers, check answers and reasoning, route to SFT and RL: ' +
        'sft.parquet, rl.parquet, funnel.json, a data card and the rows left out with their reasons, in runs/NAME/data. ' +
        '`fin-r1 run` goes on from there. A build that was stopped goes on with the same command: no answer is paid twice.',
    )
    .argument('<recipe>', 'a recipe file, or the name of one that comes with fin-r1')
    .addOption(dataDirFlag())
    .addOption(acceptLicenceFlag())
    .option('--dry-run', 'ask nobody: say how many requests there would be and what they would cost', false)
    .addOption(budgetFlag())
    .addOption(batchFlag())
    .option('--shard <i/n>', 'build only the i-th of n parts; `data merge` makes them one', shardOf)
    .option('--retry', 'ask again about the questions that were set aside', false)
    .addOption(cacheFlag())
    .addOption(runsDirFlag())
    .addOption(nameFlag("the recipe's"))
    .addOption(seedFlag("the recipe's"))
    .addHelpText(
      'after',
      `
Examples:
  fin-r1 data build recipes/finqa-offline.yaml --data-dir data
  fin-r1 data build fin-r1-data --data-dir data --accept-licence cc-by-nc-sa-4.0 --accept-licence unknown --dry-run
  fin-r1 data build fin-r1-data --data-dir data --budget 200 --shard 1/4`,
    )
    .action(async (recipe: string, { dryRun, ...flags }: Flags) => {
      const { carryOut, estimate } = await import('../carry-out.ts');
      if (dryRun) await estimate(recipe, flags);
      else await carryOut(recipe, flags, 'data');
    });
}
