/**
 * Puts a built data set on Hugging Face: the repository is made where there is none, and all files come in one commit, so that nobody
 * sees a part. Refused: a damaged data set, and rows under a licence that is not open unless it is accepted by name.
 *
 * Large files go up by Git LFS over HTTP and not by Xet: it is the way that the tests can walk to its end.
 */

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { commitIter, createBranch, createRepo, datasetInfo } from '@huggingface/hub';

import { FinR1Error, InputError } from '../../core/errors.ts';
import { datasetFault } from '../dataset-fault.ts';
import { describeRows } from '../build/describe-rows.ts';
import { sources } from '../sources/index.ts';
import { needsAcceptance, requireKnownLicences } from '../sources/licence-gate.ts';
import { patientFetch } from '../../hub/patient-request.ts';
import type { Net } from '../../hub/patient-request.ts';
import { pushRefusal, TOKEN_PAGE } from '../../hub/refusal.ts';

export interface PushOptions {
  /** `data/` of a run. */
  directory: string;
  /** `OWNER/NAME`. */
  repo: string;
  endpoint: string;
  token: string | undefined;
  /** Of a repository that is made now; one that is there stays as it is. */
  private: boolean;
  /** Default: `main`. */
  branch?: string;
  /** Licences the user accepts, by name. */
  accepted: readonly string[];
  signal: AbortSignal;
  onProgress?: (text: string) => void;
  pause?: Net['pause'];
}

export interface PushedDataset {
  url: string;
  commit: string;
  files: string[];
  /** False where the repository was there before. */
  isNew: boolean;
}

/**
 * What a data set is made of: rows, counts, reports and the card; half-written files and others are not. Nor is the decontamination report,
 * which holds the text of evaluated questions: put beside training data it would be the leak that it reports.
 */
const published = /^(?!\.|decontamination\.).*(?<!\.partial)\.(parquet|jsonl?|md)$/;

/** @throws InputError for what the user can change: the token, the name, the licences, a data set that is damaged. */
export async function pushDataset(options: PushOptions): Promise<PushedDataset> {
  const { directory, repo, endpoint, branch = 'main', signal } = options;
  const accessToken = requireToken(options);
  const files = await requirePublishable(options);
  const net: Net = {
    signal,
    onWait: (text) => options.onProgress?.(text),
    unreachableHint: `Check the network; the data set stays in ${directory}.`,
    pause: options.pause,
  };
  const access = { hubUrl: endpoint, accessToken, fetch: patientFetch(net, pushRefusal(repo)) };
  const place = { ...access, repo: { type: 'dataset', name: repo } as const };
  const visibility = options.private ? 'private' : 'public';
  const wasThere =
    (await foundUnless('not-found', datasetInfo({ ...access, name: repo }))) ||
    !(await foundUnless('exists', createRepo({ ...place, visibility })));
  // Without a starting point, `overwrite` leaves a branch that is there as it is.
  if (branch !== 'main') await createBranch({ ...place, branch, overwrite: true });
  const commit = await lastOf(
    commitIter({
      ...place,
      ...{ branch, title: 'Data set built by fin-r1', useXet: false, abortSignal: signal },
      operations: files.map((path) => ({
        operation: 'addOrUpdate',
        path,
        content: pathToFileURL(join(directory, path)),
      })),
    }),
    options.onProgress,
  );
  const page = `${endpoint}/datasets/${repo}`;
  return { url: branch === 'main' ? page : `${page}/tree/${branch}`, commit, files, isNew: !wasThere };
}

function requireToken({ repo, token }: PushOptions): string {
  if (!/^[\w.-]+\/[\w.-]+$/.test(repo)) {
    throw new InputError(`"${repo}" is no name of a repository`, { hint: 'Give it as OWNER/NAME.' });
  }
  if (token !== undefined) return token;
  throw new InputError('HF_TOKEN is not set, and Hugging Face takes no data from strangers', {
    code: 'no-token',
    hint: `Make a token with the scope "write" at ${TOKEN_PAGE} and set HF_TOKEN to it.`,
  });
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

/** False where the answer is the error `code`, which says that it is the other way round. */
async function foundUnless(code: 'not-found' | 'exists', request: Promise<unknown>): Promise<boolean> {
  try {
    await request;
    return true;
  } catch (error) {
    if (FinR1Error.isInstance(error) && error.code === code) return false;
    throw error;
  }
}

const phases = {
  preuploading: 'asking where each file goes',
  uploadingLargeFiles: 'sending large files',
  committing: 'committing',
} as const;

/** Carries a commit out; gives its id. */
async function lastOf(
  steps: ReturnType<typeof commitIter>,
  tell: PushOptions['onProgress'],
): Promise<string> {
  for (;;) {
    const step = await steps.next();
    if (step.done) {
      if (step.value === undefined)
        throw new FinR1Error('hub', 'Hugging Face named no commit for what was sent');
      return step.value.commit.oid;
    }
    if (step.value.event === 'phase') tell?.(phases[step.value.phase]);
    else if (step.value.state === 'uploading' && step.value.progress === 1)
      tell?.(`${step.value.path} is there`);
  }
}

/** As the rows themselves say. */
async function licencesOf(directory: string): Promise<Set<string>> {
  const { sources } = await describeRows(join(directory, 'sft.parquet'), join(directory, 'rl.parquet'));
  return new Set(sources.map(({ licence }) => licence));
}
