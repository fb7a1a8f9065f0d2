/** `fin-r1 quickstart`. */

import type { Command } from 'commander';
import { nameFlag, runsDirFlag, seedFlag } from '../flags.ts';
import type { CarryOutFlags } from '../carry-out.ts';

export function quickstartCommand(program: Command): void {
  program
    .command('quickstart')
    .summary('the whole recipe in minutes, without data, key or GPU')
    .description(
      'Train a nano model from nothing through every stage of Fin-R1 and show what each adds (recipes/quickstart.yaml).',
    )
    .addOption(runsDirFlag())
    .addOption(nameFlag("the recipe's"))
    .addOption(seedFlag("the recipe's"))
    .addHelpText(
      'after',
      `
Examples:
  fin-r1 quickstart
  fin-r1 quickstart --seed 7 --name quickstart-7`,
    )
    .action(async (flags: CarryOutFlags) => {
      const { carryOut } = await import('../carry-out.ts');
      await carryOut('quickstart', flags, 'report');
      console.log(
        `try it   fin-r1 sample --model run:${flags.name ?? 'quickstart'}@grpo --question finsim-finqa`,
      );
    });
}
