/** `fin-r1 models info MODEL`. */

import type { Command } from 'commander';
import { positiveWholeNumber, runsDirFlag } from '../flags.ts';

interface InfoFlags {
  context?: number;
  json: boolean;
  runsDir: string;
}

export function modelsInfoCommand(models: Command): void {
  models
    .command('info')
    .summary('what a model is, and whether it fits into memory')
    .description(
      "Say what a model is, what of it is not supported, and what sampling and training it take of this machine's memory. " +
        'Only headers are read.',
    )
    .argument('<model>', 'a model folder, hf:ORG/NAME (pulled), run:NAME@STAGE, or gguf:PATH')
    .option('--context <tokens>', 'context that memory is estimated at (default: 1024)', positiveWholeNumber)
    .option('--json', 'print one JSON object', false)
    .addOption(runsDirFlag())
    .addHelpText(
      'after',
      `
Training is estimated for steps of 8 samples of that length; "fits" compares with the memory that is free now.

Examples:
  fin-r1 models info hf:HuggingFaceTB/SmolLM2-135M-Instruct
  fin-r1 models info gguf:fin-r1-Q4_K_M.gguf --context 8192
  fin-r1 models info run:quickstart@grpo --json`,
    )
    .action(async (model: string, flags: InfoFlags) => {
      const { infoText, modelInfo } = await import('../../models/index.ts');
      const info = await modelInfo(model, { runsDirectory: flags.runsDir, contextLength: flags.context });
      console.log(flags.json ? JSON.stringify(info) : infoText(info));
    });
}
