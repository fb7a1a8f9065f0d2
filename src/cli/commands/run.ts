/** `fin-r1 run RECIPE`. */

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
} from '../flags.ts';
import type { CarryOutFlags } from '../carry-out.ts';

export function runCommand(program: Command): void {
  program
    .command('run')
    .summary('run a recipe: data, training, evaluation, report')
    .description('Run all stages of a recipe in runs/NAME; an interrupted run goes on where it stopped.')
    .argument('<recipe>', 'a recipe file, or the name of one that comes with fin-r1')
    .option('--dry-run', 'start nothing: say what it would take in tokens, hours, memory and money', false)
    .addOption(dataDirFlag())
    .addOption(acceptLicenceFlag())
    .addOption(budgetFlag())
    .addOption(batchFlag())
    .addOption(cacheFlag())
    .addOption(runsDirFlag())
    .addOption(nameFlag("the recipe's"))
    .addOption(seedFlag("the recipe's"))
    .option(
      '--from <model>',
      "the model to start from in place of the recipe's: hf:ORG/NAME, gguf:PATH or a model folder",
    )
    .option(
      '--restart-changed',
      'the recipe has changed: stages not finished start anew with it, finished ones stay',
      false,
    )
    .addHelpText(
      'after',
      `
Examples:
  fin-r1 run quickstart --seed 2 --name quickstart-2
  fin-r1 run fin-r1-7b --dry-run
  fin-r1 run recipes/tfns-nano.yaml --data-dir data
  fin-r1 run smollm2-135m --from gguf:SmolLM2-135M-Instruct.gguf --data-dir data
  fin-r1 run mine.yaml --restart-changed          after grpo diverged and its learning rate was lowered`,
    )
    .action(async (recipe: string, { dryRun, ...flags }: CarryOutFlags & { dryRun: boolean }) => {
      const { carryOut, forecast } = await import('../carry-out.ts');
      if (dryRun) await forecast(recipe, flags);
      else await carryOut(recipe, flags, 'report');
    });
}
