/**
 * Puts a built data set on Hugging Face. Refused: a damaged data set, and rows under a licence that is not open unless it is accepted by
 * name.
 */

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { InputError } from '../../core/errors.ts';
import { pushFiles, requireToken } from '../../hub/push-files.ts';
import type { PushedFiles, PushPlace } from '../../hub/push-files.ts';
import { datasetFault } from '../dataset-fault.ts';
import { describeRows } from '../build/describe-rows.ts';
import { sources } from '../sources/index.ts';
import { needsAcceptance, requireKnownLicences } from '../sources/licence-gate.ts';

export interface PushOptions extends PushPlace {
  /** `data/` of a run. */
  directory: string;
  /** Licences the user accepts, by name. */
  accepted: readonly string[];
}

export type PushedDataset = PushedFiles;

/**
 * What a data set is made of: rows, counts, reports and the card; half-written files and others are not. Nor are the decontamination report
 * and the questions that were left out, which hold the text of evaluated questions: put beside training data they would be the leak that they
 * report.
 */
const published = /^(?!\.|decontamination\.|left-out\.).*(?<!\.partial)\.(parquet|jsonl?|md)$/;

/** @throws InputError for what the user can change: the token, the name, the licences, a data set that is damaged. */
export async function pushDataset(options: PushOptions): Promise<PushedDataset> {
  requireToken(options, 'data');
  const { directory } = options;
  const files = await requirePublishable(options);
  return pushFiles({ directory, files, type: 'dataset', title: 'Data set built by fin-r1' }, options);
}

/** The files to publish of a data set that may be published. */
async function requirePublishable({ directory, accepted }: PushOptions): Promise<string[]> {
  const fault = await datasetFault(directory);
  if (fault !== null) {
    throw new InputError(`The data set is not whole: ${fault}`, {
      code: 'broken-dataset',
      hint: 'Build it again with `fin-r1 data build`, then push it.',
    });
  }
  const licences = [...(await licencesOf(directory))].sort();
  requireKnownLicences(accepted, [...licences, ...sources.map(({ licence }) => licence)]);
  const names = accepted.map((name) => name.toLowerCase());
  const refused = licences.filter(
    (licence) => needsAcceptance(licence) && !names.includes(licence.toLowerCase()),
  );
  if (refused.length > 0) {
    throw new InputError(`${directory} has rows under a licence that is not open: ${refused.join(', ')}`, {
      code: 'licence',
      hint:
        'Leave those sources out of the recipe; or, where the licence allows you to publish them, add ' +
        `${refused.map((licence) => `--accept-licence "${licence}"`).join(' ')}.`,
    });
  }
  return (await readdir(directory)).filter((name) => published.test(name)).sort();
}

/** As the rows themselves say. */
async function licencesOf(directory: string): Promise<Set<string>> {
  const { sources } = await describeRows(join(directory, 'sft.parquet'), join(directory, 'rl.parquet'));
  return new Set(sources.map(({ licence }) => licence));
}
