/** `fin-r1 rules test`. */

import type { Command } from 'commander';
import {
  budgetFlag,
  cacheFlag,
  dataDirFlag,
  listOf,
  positiveWholeNumber,
  runsDirFlag,
  textsAtOnceFlag,
  wholeNumber,
} from '../flags.ts';
import { interruptible } from '../interrupt.ts';

interface Flags {
  rules: string[];
  model?: string;
  dataDir?: string;
  limit?: number;
  seed: number;
  runsDir: string;
  cache?: string;
  budget?: number;
  concurrency: number;
  json: boolean;
}

export function rulesTestCommand(rules: Command): void {
  rules
    .command('test')
    .summary('measure rulebooks on texts whose label is known')
    .description(
      'Check every text of some suites and compare with its label: precision, recall, balanced accuracy, the rule cited and the words quoted, ' +
        'with intervals, and attempts to turn a verdict by text. Without SUITE: dev, test, fresh, everyday and injections, and with --data-dir the held-out ' +
        "compliance rows of Finova and Fin-Eva. Rows of test, fresh and everyday are held out from the rules' authors: they are counted, and listed with --json only.",
    )
    .argument(
      '[suite...]',
      'dev, test, fresh, everyday, injections, finova, fin-eva-finance, fin-eva-information, the last three with -seen, or a JSONL file',
    )
    .option(
      '--rules <names>',
      "rulebooks separated by commas; every text is held against all of them (default: all of the text's language)",
      (text: string, earlier: string[]) => [...earlier, ...listOf(text)],
      [],
    )
    .option(
      '--model <model>',
      'model string; without it rule tests, retrieval and likeness to known breaches are measured',
    )
    .addOption(dataDirFlag())
    .option(
      '--limit <n>',
      'texts a suite, at most: a seeded sample of whole pairs (default: all)',
      positiveWholeNumber,
    )
    .addOption(textsAtOnceFlag('--model'))
    .option('--seed <n>', 'seed of sample and intervals', wholeNumber, 1)
    .addOption(budgetFlag())
    .addOption(runsDirFlag())
    .addOption(cacheFlag())
    .option('--json', 'print one JSON object instead of the tables', false)
    .addHelpText(
      'after',
      `
Examples:
  fin-r1 rules test dev
  fin-r1 rules test test injections --rules us-communications
  fin-r1 rules test finova --data-dir data --model run:quickstart@grpo --limit 20`,
    )
    .action(async (names: string[], flags: Flags) => {
      const { measuredText, measureSuites } = await import('../../apps/compliance/index.ts');
      const { openCheck } = await import('../open-check.ts');
      const { ProgressLines } = await import('../progress.ts');
      const { dataDir, limit, seed, concurrency, json } = flags;
      const progress = new ProgressLines();
      const measured = await interruptible(async (signal) => {
        const { checker, rulebooks, close } = await openCheck(
          { ...flags, allowPii: false, redact: false },
          signal,
        );
        const books = new Map(rulebooks.flatMap(({ name, rules: all }) => all.map(({ id }) => [id, name])));
        const bookOf = (rule: string): string => books.get(rule) ?? 'of no rulebook here';
        const begun = performance.now();
        const onProgress = (suite: string, done: number, total: number): void => {
          const rate = (1000 * done) / (performance.now() - begun);
          const counted = {
            done,
            total,
            rate,
            secondsLeft: (total - done) / rate,
            unit: 'texts',
            rateUnit: 'texts',
          } as const;
          progress.progress({ stage: suite, metric: '', ...counted });
        };
        try {
          return await measureSuites(checker, {
            ...{ names, dataDir, limit, seed, concurrency, bookOf, signal, onProgress },
          });
        } finally {
          await close();
        }
      }).finally(() => progress.close());
      console.log(json ? JSON.stringify(measured) : measuredText(measured));
    });
}
