/** `fin-r1 compare A B`. */

import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { Choice } from '../../evaluate/index.ts';
import { runDirectory, runsDirFlag, seedFlag, selectFlag, wholeNumber } from '../flags.ts';

interface Flags {
  flips: number;
  select: Choice;
  seed?: number;
  runsDir: string;
  json: boolean;
}

export function compareCommand(program: Command): void {
  program
    .command('compare')
    .summary('compare two evaluations question by question')
    .description(
      'Pair the questions that two evaluations both asked: McNemar test, difference with intervals, and which questions turned, with both ' +
        'answers.',
    )
    .argument('<a>', 'a run folder, its name below --runs-dir, or RUN@STAGE')
    .argument('<b>', 'the one to be compared with it')
    .option('--flips <n>', 'questions that turned to be printed with both answers', wholeNumber, 5)
    .addOption(selectFlag())
    .addOption(seedFlag('1'))
    .addOption(runsDirFlag())
    .option('--json', 'print one JSON object with all questions that turned', false)
    .addHelpText(
      'after',
      `
Examples:
  fin-r1 compare quickstart@sft quickstart@grpo
  fin-r1 compare eval-base-1a2b3c4d eval-mine-5e6f7a8b --flips 20`,
    )
    .action(async (a: string, b: string, flags: Flags) => {
      const { compareRuns } = await import('../../evaluate/index.ts');
      const { comparisonTable, flipTexts, settingsDifferences } = await import('../../recipe/index.ts');
      const side = (name: string): { directory: string; stage: string | undefined } => {
        const [, run = name, stage] = existsSync(name) ? [] : (/^(.+)@([a-z]+)$/.exec(name) ?? []);
        return { directory: runDirectory(run, flags.runsDir), stage };
      };
      const [first, second] = [side(a), side(b)];
      const compared = compareRuns([first, second], { seed: flags.seed ?? 1, choice: flags.select });
      const differences = settingsDifferences(first.directory, second.directory);
      if (flags.json) {
        console.log(JSON.stringify({ ...compared, askedDifferently: differences }));
        return;
      }
      console.log(comparisonTable(compared));
      if (differences.length > 0) console.log(`Asked differently, A → B: ${differences.join('; ')}.`);
      const texts = flipTexts(compared.flips, flags.flips);
      if (texts !== '') console.log(`\n${texts}`);
    });
}
