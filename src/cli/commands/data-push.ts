/** `fin-r1 data push RUN`. */

import { countOf } from '../../core/count-of.ts';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { acceptLicenceFlag, runsDirFlag } from '../flags.ts';

interface PushFlags {
  repo: string;
  private?: boolean;
  revision?: string;
  runsDir: string;
  acceptLicence: readonly string[];
}

export function dataPushCommand(data: Command): void {
  data
    .command('push')
    .summary("publish a run's data set on Hugging Face")
    .description(
      'Put sft.parquet, rl.parquet, the data card, counts and reports of RUN/data on Hugging Face, in one commit. ' +
        'HF_TOKEN has to hold a token with the scope "write".',
    )
    .argument('<run>', 'a run folder, or the name of one below --runs-dir')
    .requiredOption('--repo <owner/name>', 'the data set there; made where there is none')
    .option('--private', 'make it private, where it is made now')
    .option('--revision <branch>', 'branch to commit to (default: main)')
    .addOption(runsDirFlag())
    .addOption(acceptLicenceFlag())
    .addHelpText(
      'after',
      `
Example:
  fin-r1 data push finqa-offline --repo my-team/finance-reasoning --private`,
    )
    .action(async (name: string, flags: PushFlags) => {
      const { RunFolder } = await import('../../core/run-folder.ts');
      const { endpointsFrom, hubTokenFrom, pushDataset } = await import('../../data/index.ts');
      const { interruptible } = await import('../interrupt.ts');
      const isName = !existsSync(name) && basename(name) === name;
      const run = RunFolder.open(isName ? join(flags.runsDir, name) : name);
      const { url, commit, files, isNew } = await interruptible((signal) =>
        pushDataset({
          directory: run.path('data'),
          repo: flags.repo,
          endpoint: endpointsFrom(process.env).huggingface,
          token: hubTokenFrom(process.env),
          private: flags.private === true,
          branch: flags.revision,
          accepted: flags.acceptLicence,
          signal,
          onProgress: (text) => process.stderr.write(`${text}\n`),
        }),
      );
      if (!isNew && flags.private === true) {
        process.stderr.write(`warning: ${flags.repo} was there before and stays as visible as it was\n`);
      }
      console.log(`${url}\n${countOf(files.length, 'file')} in commit ${commit}: ${files.join(', ')}`);
    });
}
