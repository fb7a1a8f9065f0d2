/** `fin-r1 eval`. */

import type { Command } from 'commander';
import { dataDirFlag, modelFlag, positiveWholeNumber, runsDirFlag, seedFlag } from '../flags.ts';
import { interruptible } from '../interrupt.ts';

interface Flags {
  model: string;
  benchmarks?: string[];
  limit?: number;
  seed?: number;
  dataDir?: string;
  runsDir: string;
  json: boolean;
}

export function evalCommand(program: Command): void {
  program
    .command('eval')
    .summary('evaluate a model on held-out questions')
    .description(
      'Ask a model every question of some benchmarks once, score the answers, print accuracy with intervals.',
    )
    .addOption(modelFlag())
    .option(
      '--benchmarks <list>',
      "finsim, finsim-finqa, …, finqa, convfinqa, tfns, separated by commas (default: those of the model's recipe, else finsim)",
      (text) => text.split(',').map((name) => name.trim()),
    )
    .option(
      '--limit <n>',
      'questions a benchmark, at most: a seeded sample of them (default: all)',
      positiveWholeNumber,
    )
    .addOption(seedFlag("the recipe's, else 1"))
    .addOption(dataDirFlag())
    .addOption(runsDirFlag())
    .option('--json', 'print one JSON object instead of the table', false)
    .addHelpText(
      'after',
      `
Examples:
  fin-r1 eval --model run:quickstart@grpo
  fin-r1 eval --model models/mine --benchmarks finsim-finqa,tfns --limit 200 --data-dir data`,
    )
    .action(async (flags: Flags) => {
      const { percent } = await import('../../evaluate/index.ts');
      const { evaluateOnce, openModel, scoreTable } = await import('../../recipe/index.ts');
      const { ProgressLines } = await import('../progress.ts');
      const progress = new ProgressLines();
      const opened = await openModel(flags.model, flags.runsDir);
      try {
        progress.begun('evaluate');
        const begun = performance.now();
        const evaluated = await interruptible((signal) =>
          evaluateOnce(opened, {
            ...flags,
            signal,
            warn: (message) => progress.warn(message),
            onProgress: ({ done, total, accuracy }) => {
              const rate = (1000 * done) / (performance.now() - begun);
              const metric = `correct ${percent(accuracy)} %`;
              const units = { unit: 'questions', rateUnit: 'questions' } as const;
              const secondsLeft = (total - done) / rate;
              progress.progress({ stage: 'evaluate', done, total, ...units, rate, metric, secondsLeft });
            },
          }),
        );
        progress.ended('evaluate', '');
        console.log(flags.json ? JSON.stringify(evaluated) : scoreTable(evaluated.scores));
      } finally {
        progress.close();
        await opened.close();
      }
    });
}
