/** `fin-r1 data pull SOURCE...`. */

import { countOf } from '../../core/count-of.ts';
import { relative } from 'node:path';
import { Option, type Command } from 'commander';
import type { PulledSource, PullEvent, Source } from '../../data/index.ts';
import type { ProgressLines } from '../progress.ts';
import { acceptLicenceFlag } from '../flags.ts';

interface PullFlags {
  all?: boolean;
  dataDir: string;
  revision?: string;
  acceptLicence: readonly string[];
}

export function dataPullCommand(data: Command): void {
  data
    .command('pull')
    .summary('fetch data sets from where they were released')
    .description(
      'Fetch data sets from Hugging Face or GitHub, at one commit and with their checksums verified, into --data-dir. ' +
        'What is there and whole stays; what is half there is gone on with.',
    )
    .argument('[source...]', 'names of data sources')
    .option('--all', 'all sources that can be fetched')
    .addOption(
      new Option('--data-dir <dir>', 'directory the data sets are put into, a folder each').default('data'),
    )
    .option(
      '--revision <rev>',
      'commit, branch or tag to fetch one source at (default: the one it is pinned to)',
    )
    .addOption(acceptLicenceFlag())
    .addHelpText(
      'after',
      `
HF_TOKEN: token of Hugging Face, for data sets whose terms have to be accepted there.
Mirrors: HF_ENDPOINT; FIN_R1_GITHUB_API, FIN_R1_GITHUB_RAW, FIN_R1_GITHUB_MEDIA.

Examples:
  fin-r1 data pull finqa tfns --data-dir data
  fin-r1 data pull --all --accept-licence CC-BY-NC-SA-4.0`,
    )
    .action(async (names: string[], flags: PullFlags) => {
      const { endpointsFrom, hubTokenFrom, pullSource, requireAccepted, requireKnownLicences, sources } =
        await import('../../data/index.ts');
      const { interruptible } = await import('../interrupt.ts');
      const { ProgressLines } = await import('../progress.ts');
      const chosen = await chosenSources(names, flags.all === true);
      requireKnownLicences(
        flags.acceptLicence,
        sources.map(({ licence }) => licence),
      );
      requireAccepted(chosen, flags.acceptLicence);
      await requireOneSource(chosen, flags.revision);
      const access = { endpoints: endpointsFrom(process.env), token: hubTokenFrom(process.env) };
      const lines = new ProgressLines();
      await interruptible(async (signal) => {
        for (const source of chosen) {
          const onProgress = shownOn(lines, source);
          const { dataDir, revision } = flags;
          const pulled = await pullSource(source, { dataDir, revision, ...access, signal, onProgress });
          console.log(summary(source, pulled));
        }
      }).finally(() => lines.close());
    });
}

async function chosenSources(names: readonly string[], all: boolean): Promise<Source[]> {
  const { findSource, sources } = await import('../../data/index.ts');
  const { InputError } = await import('../../core/errors.ts');
  if (all && names.length > 0) {
    throw new InputError(`Both --all and ${names.join(', ')} were given.`, { hint: 'Give one of them.' });
  }
  if (!all && names.length === 0) {
    throw new InputError('No data source was named.', {
      hint: `Name some of ${sources.map(({ id }) => id).join(', ')}; or give --all.`,
    });
  }
  if (!all) return [...new Set(names)].map(findSource);
  const isRemote = ({ home }: Source): boolean => home.at === 'huggingface' || home.at === 'github';
  for (const { id, home } of sources.filter((source) => !isRemote(source))) {
    console.log(
      `${id}: left out; ${home.at === 'closed' ? 'it was never released' : 'it reads files of your own'}`,
    );
  }
  return sources.filter(isRemote);
}

async function requireOneSource(chosen: readonly Source[], revision: string | undefined): Promise<void> {
  if (revision === undefined || chosen.length === 1) return;
  const { InputError } = await import('../../core/errors.ts');
  throw new InputError(`--revision ${revision} was given for ${chosen.length} sources.`, {
    hint: 'A revision is of one repository: name one source.',
  });
}

function shownOn(lines: ProgressLines, { id }: Source): (event: PullEvent) => void {
  return (event) => {
    switch (event.event) {
      case 'begun':
        return lines.begun(`${id}/${event.name}`);
      case 'bytes': {
        const { name, done, total, rate, secondsLeft } = event;
        const stage = `${id}/${name}`;
        return lines.progress({
          ...{ stage, done, total, unit: 'bytes', rate, rateUnit: 'bytes', metric: '', secondsLeft },
        });
      }
      case 'fetched':
        return lines.ended(`${id}/${event.name}`, '');
      case 'waiting':
        return lines.warn(event.text);
      case 'present':
        return;
    }
  };
}

/** `tfns: data/tfns, 2 files fetched; MIT; pinned to 0123… (main)`. */
function summary(
  { id, licence }: Source,
  { folder, revision, commit, fetched, present }: PulledSource,
): string {
  const files = (names: readonly string[], what: string): string =>
    names.length === 0 ? '' : `${countOf(names.length, 'file')} ${what}`;
  const counts = [files(fetched, 'fetched'), files(present, 'there and whole')].filter((part) => part !== '');
  const pin = revision === commit ? `at ${commit}` : `${revision} pinned to ${commit}`;
  return `${id}: ${relative('.', folder) || '.'}; ${counts.join(', ')}; licence ${licence}; ${pin}`;
}
