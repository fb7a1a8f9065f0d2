/** Fetches single files of one home: decides whether one is there and whole, gets it, unpacks archives, and tells how it goes. */

import { join, posix } from 'node:path';

import { InputError } from '../../core/errors.ts';
import { homePage } from '../sources/source.ts';
import { agrees, digestsOf } from '../../hub/checksums.ts';
import { download } from '../../hub/download.ts';
import type { Endpoints } from '../../hub/endpoints.ts';
import { listHuggingFace } from '../../hub/list-huggingface.ts';
import type { Net } from '../../hub/patient-request.ts';
import { pullRefusal } from '../../hub/refusal.ts';
import type { Listing, RemoteFile } from '../../hub/remote-file.ts';
import { listGithub } from './list-github.ts';
import { allWhole } from './pulled-record.ts';
import type { KnownFile, PulledRow } from './pulled-record.ts';
import { unzip } from './unzip.ts';
import { askedRepo } from './wanted-files.ts';
import type { RemoteHome, Wanted } from './wanted-files.ts';

export type PullEvent =
  /** A file begins to be fetched. */
  | { event: 'begun'; name: string; size: number }
  /** `rate` in bytes a second. */
  | {
      event: 'bytes';
      name: string;
      done: number;
      total: number;
      rate: number;
      secondsLeft: number | undefined;
    }
  | { event: 'fetched'; name: string; size: number }
  /** It was there and whole. */
  | { event: 'present'; name: string; size: number }
  /** An attempt failed; `text` says why and when the next one comes. */
  | { event: 'waiting'; text: string };

export interface PullOptions {
  dataDir: string;
  endpoints: Endpoints;
  /** Of Hugging Face. */
  token: string | undefined;
  signal: AbortSignal;
  onProgress?: (event: PullEvent) => void;
  /** A branch, tag or commit in place of the source's. */
  revision?: string;
  /** Waits before another attempt; tests count instead. */
  pause?: Net['pause'];
}

export class Puller {
  readonly #folder: string;
  readonly #home: RemoteHome;
  readonly #options: PullOptions;
  readonly #net: Net;

  constructor(folder: string, home: RemoteHome, options: PullOptions) {
    this.#folder = folder;
    this.#home = home;
    this.#options = options;
    this.#net = {
      signal: options.signal,
      onWait: (text) => options.onProgress?.({ event: 'waiting', text }),
      unreachableHint: `Check the network, or put the files of ${homePage(home) ?? ''} into ${folder} by hand.`,
      pause: options.pause,
    };
  }

  list(revision: string): Promise<Listing> {
    const { endpoints, token } = this.#options;
    const [folder, net] = [this.#folder, this.#net];
    if (this.#home.at === 'github') return listGithub(this.#home, revision, { endpoints, folder, net });
    const asked = askedRepo({ ...this.#home, revision }, folder);
    const refusal = pullRefusal(asked, undefined, token !== undefined);
    const access = { endpoint: endpoints.huggingface, token, net, refusal };
    return listHuggingFace({ type: 'dataset', name: this.#home.repo }, revision, access);
  }

  /** Leaves a file that is whole, and fetches any other. */
  async take(
    { remote, name }: Wanted,
    known: PulledRow | undefined,
  ): Promise<{ row: PulledRow; isNew: boolean }> {
    const target = join(this.#folder, name);
    const there = await digestsOf(target);
    const isWhole = there !== null && agrees(there, remote);
    if (there !== null && !isWhole && known === undefined) throw notOurs(target, remote);
    const archive = name.endsWith('.zip');
    const same = known?.oid === remote.checksum.value ? known : undefined;
    if (isWhole && (!archive || (same?.unpacked && (await allWhole(this.#folder, same.unpacked))))) {
      this.#tell({ event: 'present', name, size: remote.size });
      return { row: same ?? rowOf(remote, name, there.sha256), isNew: false };
    }
    const { sha256 } = isWhole ? there : await this.#fetch(remote, name, target);
    const row = rowOf(remote, name, sha256);
    if (archive) row.unpacked = await this.#unpack(name, target);
    this.#tell({ event: 'fetched', name, size: remote.size });
    return { row, isNew: true };
  }

  #fetch(remote: RemoteFile, name: string, target: string): ReturnType<typeof download> {
    const asked = askedRepo(this.#home, this.#folder);
    this.#tell({ event: 'begun', name, size: remote.size });
    const begun = performance.now();
    let first: number | undefined;
    return download(remote, target, {
      net: this.#net,
      refusal: pullRefusal(asked, remote.path, this.#options.token !== undefined),
      onBytes: (done) => {
        first = Math.min(first ?? done, done);
        const rate = (1000 * (done - first)) / Math.max(1, performance.now() - begun);
        const secondsLeft = rate > 0 ? (remote.size - done) / rate : undefined;
        this.#tell({ event: 'bytes', name, done, total: remote.size, rate, secondsLeft });
      },
    });
  }

  async #unpack(name: string, target: string): Promise<KnownFile[]> {
    const folder = posix.dirname(name);
    const files: KnownFile[] = [];
    for (const entry of await unzip(target, join(this.#folder, folder))) {
      const digests = await digestsOf(join(this.#folder, folder, entry));
      if (digests === null) throw new InputError(`${join(folder, entry)} vanished while it was unpacked`);
      files.push({ name: posix.join(folder, entry), size: digests.size, sha256: digests.sha256 });
    }
    return files;
  }

  #tell(event: PullEvent): void {
    this.#options.onProgress?.(event);
  }
}

function rowOf({ path, size, checksum }: RemoteFile, name: string, sha256: string): PulledRow {
  return { name, path, size, sha256, oid: checksum.value, time: new Date().toISOString() };
}

function notOurs(target: string, { path }: RemoteFile): InputError {
  return new InputError(`${target} is there and is not ${path} of the release`, {
    code: 'other-file',
    hint: 'Move it away to have the file of the release fetched; nothing was overwritten.',
  });
}
