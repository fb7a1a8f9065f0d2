/**
 * Puts files of a folder on Hugging Face: the repository is made where there is none, and all files come in one commit, so that nobody
 * sees a part.
 *
 * Large files go up by Git LFS over HTTP and not by Xet: it is the way that the tests can walk to its end.
 */

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { commitIter, createBranch, createRepo, datasetInfo, modelInfo } from '@huggingface/hub';

import { FinR1Error, InputError } from '../core/errors.ts';
import { listHuggingFace } from './list-huggingface.ts';
import { patientFetch } from './patient-request.ts';
import type { Net } from './patient-request.ts';
import { pushRefusal, TOKEN_PAGE } from './refusal.ts';

export interface PushPlace {
  /** `OWNER/NAME`. */
  repo: string;
  endpoint: string;
  token: string | undefined;
  /** Of a repository that is made now; one that is there stays as it is. */
  private: boolean;
  /** Default: `main`. */
  branch?: string;
  signal: AbortSignal;
  onProgress?: (text: string) => void;
  pause?: Net['pause'];
}

export interface PushedFiles {
  url: string;
  commit: string;
  files: string[];
  /** False where the repository was there before. */
  isNew: boolean;
}

/** @throws InputError for a name that is none, or where there is no token; before anything is looked at or sent. */
export function requireToken({ repo, token }: Pick<PushPlace, 'repo' | 'token'>, what: string): string {
  if (!/^[\w.-]+\/[\w.-]+$/.test(repo)) {
    throw new InputError(`"${repo}" is no name of a repository`, { hint: 'Give it as OWNER/NAME.' });
  }
  if (token !== undefined) return token;
  throw new InputError(`HF_TOKEN is not set, and Hugging Face takes no ${what} from strangers`, {
    code: 'no-token',
    hint: `Make a token with the scope "write" at ${TOKEN_PAGE} and set HF_TOKEN to it.`,
  });
}

/** @throws InputError where the hub does not take them from this user. */
export async function pushFiles(
  {
    directory,
    files,
    type,
    title,
    clashes,
  }: {
    directory: string;
    files: readonly string[];
    type: 'model' | 'dataset';
    title: string;
    /** Of what a repository holds already, what must not stand beside the files. */
    clashes?: (there: readonly string[]) => string[];
  },
  place: PushPlace,
): Promise<PushedFiles> {
  const { repo, endpoint, branch = 'main', signal, onProgress } = place;
  const accessToken = requireToken(place, type === 'model' ? 'models' : 'data');
  const net: Net = {
    signal,
    onWait: (text) => onProgress?.(text),
    unreachableHint: `Check the network; the files stay in ${directory}.`,
    pause: place.pause,
  };
  const access = { hubUrl: endpoint, accessToken, fetch: patientFetch(net, pushRefusal(repo)) };
  const there = { ...access, repo: { type, name: repo } };
  const info = { ...access, name: repo };
  const visibility = place.private ? 'private' : 'public';
  const wasThere =
    (await foundUnless('not-found', type === 'model' ? modelInfo(info) : datasetInfo(info))) ||
    !(await foundUnless('exists', createRepo({ ...there, visibility })));
  // Without a starting point, `overwrite` leaves a branch that is there as it is.
  if (branch !== 'main') await createBranch({ ...there, branch, overwrite: true });
  if (wasThere && clashes !== undefined) {
    const access = { endpoint, token: accessToken, net, refusal: pushRefusal(repo) };
    const { files: held } = await listHuggingFace({ type, name: repo }, branch, access);
    const clashing = clashes(held.map(({ path }) => path));
    if (clashing.length > 0)
      throw new InputError(`${repo} holds files that would be loaded beside these: ${clashing.join(', ')}`, {
        code: 'exists',
        hint: 'Delete them there, push to another repository, or to a new one.',
      });
  }
  const commit = await lastOf(
    commitIter({
      ...there,
      ...{ branch, title, useXet: false, abortSignal: signal },
      operations: files.map((path) => ({
        operation: 'addOrUpdate',
        path,
        content: pathToFileURL(join(directory, path)),
      })),
    }),
    onProgress,
  );
  const page = `${endpoint}/${type === 'dataset' ? 'datasets/' : ''}${repo}`;
  const url = branch === 'main' ? page : `${page}/tree/${branch}`;
  return { url, commit, files: [...files], isNew: !wasThere };
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
async function lastOf(steps: ReturnType<typeof commitIter>, tell: PushPlace['onProgress']): Promise<string> {
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
