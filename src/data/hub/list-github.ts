/** The files of a GitHub repository at one commit. Where Git holds only a pointer, the file is fetched from Git LFS. */

import { z } from 'zod';

import { FinR1Error } from '../../core/errors.ts';
import type { Endpoints } from '../../hub/endpoints.ts';
import { patiently, request } from '../../hub/patient-request.ts';
import type { Net } from '../../hub/patient-request.ts';
import { pullRefusal } from '../../hub/refusal.ts';
import { addressOf, isCommit } from '../../hub/remote-file.ts';
import type { Listing, RemoteFile } from '../../hub/remote-file.ts';
import { askedRepo, wantedFiles } from './wanted-files.ts';
import type { RemoteHome } from './wanted-files.ts';

const commitSchema = z.object({ sha: z.string() });
const treeSchema = z.object({
  truncated: z.boolean(),
  tree: z.array(
    z.object({ path: z.string(), type: z.string(), sha: z.string(), size: z.number().optional() }),
  ),
});

/** A pointer has three short lines. */
const LARGEST_POINTER = 1024;

export async function listGithub(
  home: RemoteHome,
  revision: string,
  { endpoints, folder, net }: { endpoints: Endpoints; folder: string; net: Net },
): Promise<Listing> {
  const refusal = pullRefusal(askedRepo({ ...home, revision }, folder), undefined, false);
  const text = (url: string): Promise<string> =>
    patiently(() => request(url, {}, { net, refusal }, (response) => response.text()), net);
  const api = `${endpoints.githubApi}/repos/${home.repo}`;
  const commit = isCommit(revision)
    ? revision
    : parse(commitSchema, await text(`${api}/commits/${addressOf(revision)}`), api).sha;
  const { tree, truncated } = parse(treeSchema, await text(`${api}/git/trees/${commit}?recursive=1`), api);
  if (truncated) {
    throw new FinR1Error('hub', `${home.repo} has too many files for GitHub to list`, {
      hint: `Put the files into ${folder} by hand.`,
    });
  }
  const files = tree
    .filter(({ type }) => type === 'blob')
    .map(({ path, sha, size = 0 }): RemoteFile => {
      const url = `${endpoints.githubRaw}/${home.repo}/${commit}/${addressOf(path)}`;
      return { path, size, checksum: { kind: 'git-sha1', value: sha }, url, headers: {} };
    });
  const wanted = new Set(wantedFiles(home, { commit, files }).map(({ remote }) => remote));
  for (const [i, file] of files.entries()) {
    if (!wanted.has(file) || file.size > LARGEST_POINTER) continue;
    const target = pointedAt(await text(file.url));
    if (target === null) continue;
    const url = `${endpoints.githubMedia}/${home.repo}/${commit}/${addressOf(file.path)}`;
    files[i] = { ...file, ...target, url };
  }
  return { commit, files };
}

/** What a Git LFS pointer stands for; null for any other text. */
function pointedAt(text: string): Pick<RemoteFile, 'size' | 'checksum'> | null {
  const pointer =
    /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\nsize (\d+)\n/.exec(
      text,
    );
  const [, oid, size] = pointer ?? [];
  if (oid === undefined || size === undefined) return null;
  return { size: Number(size), checksum: { kind: 'sha256', value: oid } };
}

function parse<T>(schema: z.ZodType<T>, text: string, api: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new FinR1Error('hub', `${api}: the answer is not GitHub's`, {
      hint: 'Check FIN_R1_GITHUB_API: a mirror has to speak the API of GitHub.',
      cause,
    });
  }
}
