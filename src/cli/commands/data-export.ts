/** `fin-r1 data export RUN FOLDER --format …`. */

import { basename, dirname, join } from 'node:path';
import { Option, type Command } from 'commander';
import { countOf } from '../../core/count-of.ts';
import type { ExportFormat } from '../../data/index.ts';
import { runsDirFlag } from '../flags.ts';

interface ExportFlags {
  format: ExportFormat;
  questions: 'rejected' | 'objective';
  overwrite: boolean;
  runsDir: string;
}

export function dataExportCommand(data: Command): void {
  data
    .command('export')
    .summary('files that other frameworks train on')
    .description(
      'Write the data set of a run as the files that verl, OpenRLHF, TRL or LLaMA-Factory read: one a set and split, with sources and licences, and labels for fin-r1 reward serve. Prompts begin with the systemPrompt of the run, if it has one.',
    )
    .argument('<run>', 'a run folder, its name below --runs-dir, or the folder of a data set')
    .argument('<folder>', 'where to write; made where there is none')
    .addOption(
      new Option('--format <name>', 'the framework')
        .choices(['verl', 'openrlhf', 'trl', 'llamafactory'] satisfies ExportFormat[])
        .makeOptionMandatory(),
    )
    .addOption(
      new Option(
        '--questions <which>',
        'questions to be rewarded: rejected (the RL set), or objective (also those of the SFT set that a rule can decide)',
      )
        .choices(['rejected', 'objective'])
        .default('objective'),
    )
    .option('--overwrite', 'replace an earlier export', false)
    .addOption(runsDirFlag())
    .addHelpText(
      'after',
      `
Example:
  fin-r1 data export quickstart exported --format trl`,
    )
    .action(exportData);
}

async function exportData(name: string, folder: string, flags: ExportFlags): Promise<void> {
  const { format, questions, overwrite, runsDir } = flags;
  const { exportDataset, usageText } = await import('../../data/index.ts');
  const { systemPromptOf } = await import('../../recipe/index.ts');
  const { datasetDirectory } = await import('../dataset-directory.ts');
  const { interruptible } = await import('../interrupt.ts');
  const { ProgressLines } = await import('../progress.ts');
  const directory = datasetDirectory(name, runsDir);
  const systemPrompt = basename(directory) === 'data' ? systemPromptOf(dirname(directory)) : undefined;
  const progress = new ProgressLines();
  const begun = performance.now();
  progress.begun('export');
  const { files, accounts } = await interruptible((signal) =>
    exportDataset({
      ...{ directory, name: nameOf(directory), folder, format, questions, overwrite, systemPrompt, signal },
      onProgress: (done, total) => {
        const rate = (1000 * done) / (performance.now() - begun);
        const secondsLeft = (total - done) / rate;
        const counted = { stage: 'export', done, total, unit: 'rows', rate, rateUnit: 'rows' } as const;
        progress.progress({ ...counted, metric: '', secondsLeft });
      },
    }),
  );
  progress.ended('export', `${countOf(files.length, 'file')} in ${folder}`);
  for (const { path, rows } of files) console.log(`${join(folder, path)}  ${countOf(rows, 'row')}`);
  for (const { from, set, read, written, leftOut } of accounts) {
    const why = Object.entries(leftOut).map(([reason, count]) => `, ${count} left out: ${reason}`);
    console.log(`${from} → ${set}: ${read} read, ${written} written${why.join('')}`);
  }
  console.log(
    `${join(folder, 'README.md')}  sources, licences, use\n\n${usageText(format, { files, folder })}`,
  );
}

/** `runs/quickstart/data` → `quickstart`. */
function nameOf(directory: string): string {
  const own = basename(directory);
  return own === 'data' ? basename(dirname(directory)) : own;
}
