/** `fin-r1 score RUN`. */

import { countOf } from '../../core/count-of.ts';
import type { Command } from 'commander';
import type { Choice } from '../../evaluate/index.ts';
import { cacheFlag, judgeFlag, protocolFlag, runDirectory, runsDirFlag, selectFlag } from '../flags.ts';
import { interruptible } from '../interrupt.ts';

interface Flags {
  judge?: string;
  protocol: string[];
  select: Choice;
  runsDir: string;
  cache?: string;
  json: boolean;
}

export function scoreCommand(program: Command): void {
  program
    .command('score')
    .summary('score the answers of an evaluation anew')
    .description(
      "Score the answers that an evaluation's run folder holds by the rules of this version, without asking the model again; " +
        'results.json and report.html are written anew.',
    )
    .argument('<run>', 'a run folder that `fin-r1 eval` made, or the name of one below --runs-dir')
    .addOption(protocolFlag())
    .addOption(selectFlag())
    .addOption(judgeFlag())
    .addOption(runsDirFlag())
    .addOption(cacheFlag())
    .option('--json', 'print one JSON object instead of the tables', false)
    .addHelpText(
      'after',
      `
Example:
  fin-r1 score eval-quickstart-grpo-3f2a9c1b --protocol all`,
    )
    .action(async (name: string, flags: Flags) => {
      const { evaluationView, rescoreRun } = await import('../../recipe/index.ts');
      const { findProtocol } = await import('../../evaluate/index.ts');
      for (const id of flags.protocol) if (id !== 'all') findProtocol(id);
      const { judge, runsDir, cache: cachePath } = flags;
      const rescored = await interruptible((signal) =>
        rescoreRun(runDirectory(name, runsDir), { judge, runsDir, cachePath, signal }),
      );
      const view = await evaluationView(rescored, { protocols: flags.protocol, select: flags.select });
      const { changed } = rescored;
      console.log(flags.json ? JSON.stringify({ ...view.json, changed: changed.length }) : view.text);
      if (flags.json) return;
      console.log(`\n${countOf(changed.length, 'verdict')} changed.`);
      for (const { before, after } of changed.slice(0, 20))
        console.log(
          `  ${after.benchmark} · ${after.questionId}: ${before.verdict} → ${after.verdict} (${after.rule}: ${after.reason})`,
        );
    });
}
