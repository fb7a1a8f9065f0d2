/** The files of a data set on Hugging Face at one commit, with the checksums that the hub keeps of them. */

import { datasetInfo, listCommits, listFiles, type ListFileEntry } from '@huggingface/hub';

import { FinR1Error, InputError } from '../../core/errors.ts';
import type { Net } from './patient-request.ts';
import { patientFetch } from './patient-request.ts';
import { addressOf, isAbbreviatedCommit, isCommit } from './remote-file.ts';
import type { Listing, RemoteFile, RemoteHome } from './remote-file.ts';
import { pullRefusal } from './refusal.ts';

/** Small files are plain Git, named by SHA-1; large ones lie in LFS or Xet, both named by SHA-256. */
export async function listHuggingFace(
  home: RemoteHome,
  revision: string,
  { endpoint, token, folder, net }: { endpoint: string; token: string | undefined; folder: string; net: Net },
): Promise<Listing> {
  const refusal = pullRefusal({ ...home, revision }, undefined, { hasToken: token !== undefined, folder });
  const access = { hubUrl: endpoint, accessToken: token, fetch: patientFetch(net, refusal) };
  const commit = isCommit(revision) ? revision : await commitOf(home.repo, revision, access);
  const files: RemoteFile[] = [];
  for (const { type, path, oid, lfs, size } of await entriesOf(home.repo, commit, access)) {
    if (type !== 'file') continue;
    files.push({
      path,
      size: lfs?.size ?? size,
      checksum: lfs ? { kind: 'sha256', value: lfs.oid } : { kind: 'git-sha1', value: oid ?? '' },
      url: `${endpoint}/datasets/${home.repo}/resolve/${commit}/${addressOf(path)}`,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  }
  return { commit, files };
}

interface Access {
  hubUrl: string;
  accessToken: string | undefined;
  fetch: typeof fetch;
}

async function commitOf(name: string, revision: string, access: Access): Promise<string> {
  if (isAbbreviatedCommit(revision)) return wholeCommit(name, revision, access);
  const info = datasetInfo({ ...access, name, revision, additionalFields: ['sha'] });
  const { sha } = await info.catch((error: unknown) => {
    throw noHub(access.hubUrl, error);
  });
  if (isCommit(sha)) return sha;
  throw noHub(access.hubUrl, new SyntaxError(`"${sha}" is no commit`));
}

/** The hub does not resolve the beginning of a commit, as Git does. */
async function wholeCommit(name: string, beginning: string, access: Access): Promise<string> {
  try {
    for await (const { oid } of listCommits({
      ...access,
      repo: { type: 'dataset', name },
      batchSize: 1000,
    })) {
      if (oid.startsWith(beginning)) return oid;
    }
  } catch (error) {
    throw noHub(access.hubUrl, error);
  }
  throw new InputError(`${name} has no commit ${beginning} on its main branch`, {
    code: 'not-found',
    hint: 'Its history may have been rewritten. --revision main takes what is there now, and keeps to it.',
  });
}

async function entriesOf(name: string, revision: string, access: Access): Promise<ListFileEntry[]> {
  const entries: ListFileEntry[] = [];
  try {
    const listed = listFiles({ ...access, repo: { type: 'dataset', name }, revision, recursive: true });
    for await (const entry of listed) entries.push(entry);
    return entries;
  } catch (error) {
    throw noHub(access.hubUrl, error);
  }
}

/** A proxy's login page, for one, is no JSON; an error of another kind is given back as it is. */
function noHub(endpoint: string, error: unknown): unknown {
  if (!(error instanceof SyntaxError)) return error;
  return new FinR1Error('hub', `${endpoint}: the answer is not Hugging Face's (${error.message})`, {
    hint: 'Check HF_ENDPOINT and the proxy: a mirror has to speak the whole API of the hub.',
    cause: error,
  });
}
