/** `fin-r1 report RUN`. */

import type { Command } from 'commander';
import { runDirectory, runsDirFlag } from '../flags.ts';

export function reportCommand(program: Command): void {
  program
    .command('report')
    .summary("write a run's report again")
    .description('Write report.html from the run folder, of a finished or a running run, and print its path.')
    .argument('<run>', 'a run folder, or the name of one below --runs-dir')
    .addOption(runsDirFlag())
    .addHelpText(
      'after',
      `
Example:
  fin-r1 report runs/quickstart`,
    )
    .action(async (name: string, { runsDir }: { runsDir: string }) => {
      const { RunFolder } = await import('../../core/run-folder.ts');
      const { writeReport } = await import('../../evaluate/index.ts');
      console.log(await writeReport(RunFolder.open(runDirectory(name, runsDir))));
    });
}
