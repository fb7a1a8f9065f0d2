/** The files of a model or data set on Hugging Face at one commit, with the checksums that the hub keeps of them. */

import { datasetInfo, listCommits, listFiles, modelInfo, type ListFileEntry } from '@huggingface/hub';

import { FinR1Error, InputError } from '../core/errors.ts';
import type { Net } from './patient-request.ts';
import { patientFetch } from './patient-request.ts';
import { addressOf, isAbbreviatedCommit, isCommit } from './remote-file.ts';
import type { Listing, RemoteFile } from './remote-file.ts';
import type { Refusal } from './refusal.ts';

export interface HubRepo {
  type: 'model' | 'dataset';
  /** `OWNER/NAME`. */
  name: string;
}

export interface HubAccess {
  endpoint: string;
  token: string | undefined;
  net: Net;
  refusal: Refusal;
}

/** Small files are plain Git, named by SHA-1; large ones lie in LFS or Xet, both named by SHA-256. */
export async function listHuggingFace(
  repo: HubRepo,
  revision: string,
  { endpoint, token, net, refusal }: HubAccess,
): Promise<Listing> {
  const access = {
    hubUrl: endpoint,
    accessToken: token,
    fetch: keptTo(endpoint, patientFetch(net, refusal)),
  };
  const head = isCommit(revision) ? { commit: revision } : await headOf(repo, revision, access);
  const { commit } = head;
  const folder = repo.type === 'dataset' ? 'datasets/' : '';
  const files: RemoteFile[] = [];
  for (const { type, path, oid, lfs, size } of await entriesOf(repo, commit, access)) {
    if (type !== 'file') continue;
    files.push({
      path,
      size: lfs?.size ?? size,
      checksum: lfs ? { kind: 'sha256', value: lfs.oid } : { kind: 'git-sha1', value: oid ?? '' },
      url: `${endpoint}/${folder}${repo.name}/resolve/${commit}/${addressOf(path)}`,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  }
  return { ...head, files };
}

interface Access {
  hubUrl: string;
  accessToken: string | undefined;
  fetch: typeof fetch;
}

/** Pages of a list name the next one; the token does not follow to another host. */
function keptTo(endpoint: string, inner: typeof fetch): typeof fetch {
  return (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input);
    if (new URL(url).origin === new URL(endpoint).origin) return inner(input, init);
    const headers = new Headers(init.headers);
    headers.delete('authorization');
    return inner(url, { ...init, headers });
  };
}

async function headOf(
  { type, name }: HubRepo,
  revision: string,
  access: Access,
): Promise<Pick<Listing, 'commit' | 'name'>> {
  if (isAbbreviatedCommit(revision)) return { commit: await wholeCommit({ type, name }, revision, access) };
  const asked = { ...access, name, revision, additionalFields: ['sha' as const] };
  const info = type === 'model' ? modelInfo(asked) : datasetInfo(asked);
  const { sha, name: nameNow } = await info.catch((error: unknown) => {
    throw noHub(access.hubUrl, error);
  });
  if (isCommit(sha)) return { commit: sha, name: nameNow };
  throw noHub(access.hubUrl, new SyntaxError(`"${sha}" is no commit`));
}

/** The hub does not resolve the beginning of a commit, as Git does. */
async function wholeCommit(repo: HubRepo, beginning: string, access: Access): Promise<string> {
  try {
    for await (const { oid } of listCommits({ ...access, repo, batchSize: 1000 })) {
      if (oid.startsWith(beginning)) return oid;
    }
  } catch (error) {
    throw noHub(access.hubUrl, error);
  }
  throw new InputError(`${repo.name} has no commit ${beginning} on its main branch`, {
    code: 'not-found',
    hint: 'Its history may have been rewritten. --revision main takes what is there now, and keeps to it.',
  });
}

async function entriesOf(repo: HubRepo, revision: string, access: Access): Promise<ListFileEntry[]> {
  const entries: ListFileEntry[] = [];
  try {
    const listed = listFiles({ ...access, repo, revision, recursive: true });
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
