/**
 * Fetches files of a model at one commit into the standard hub cache, several at once.
 *
 * Nothing is fetched twice: bytes that are there under their checksum stay, what is half there is gone on with, and the links of the
 * snapshot and the branch's commit are written when every file is whole. `snapshotDownload` of `@huggingface/hub` does none of this
 * (it begins anew, checks no checksum, takes all files, one after another), so that only its listing is used.
 */

import { lstatSync, readlinkSync, rmSync, statfsSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { FinR1Error, InputError } from '../core/errors.ts';
import { isThere, writeFailure } from '../core/file-errors.ts';
import { makeFolder } from '../core/make-folder.ts';
import { takeLock } from '../core/run-lock.ts';
import { writeFileAtomic } from '../core/write-atomic.ts';
import { bytesText } from './bytes-text.ts';
import { CachedRepo } from './cache-layout.ts';
import { download } from './download.ts';
import { listHuggingFace } from './list-huggingface.ts';
import type { Net } from './patient-request.ts';
import { pullRefusal } from './refusal.ts';
import { isCommit } from './remote-file.ts';
import type { AskedRepo, Listing, RemoteFile } from './remote-file.ts';

export type SnapshotEvent =
  /** What will be fetched; `bytes` are those not there yet. */
  | { event: 'begun'; files: number; bytes: number }
  /** Of all files together; `rate` in bytes a second. */
  | { event: 'bytes'; done: number; total: number; rate: number; secondsLeft: number | undefined }
  | { event: 'fetched'; path: string }
  /** An attempt failed, or the repository has another name now. */
  | { event: 'told'; text: string };

export interface SnapshotOptions {
  /** `OWNER/NAME`. */
  name: string;
  /** Branch, tag or commit. */
  revision: string;
  cache: string;
  endpoint: string;
  token: string | undefined;
  /** The files to fetch, of those that are there. @throws InputError where they cannot be chosen. */
  choose: (files: readonly RemoteFile[]) => readonly RemoteFile[];
  signal: AbortSignal;
  onProgress?: (event: SnapshotEvent) => void;
  /** Waits before another attempt; tests count instead. */
  pause?: Net['pause'];
  /** Bytes that are free where `path` lies; for tests. */
  freeBytes?: (path: string) => number;
}

export interface PulledSnapshot {
  /** `…/snapshots/<commit>`. */
  folder: string;
  commit: string;
  fetched: string[];
  /** Were there and whole. */
  present: string[];
  /** Of all files. */
  bytes: number;
}

const AT_ONCE = 4;

/** @throws InputError where the hub does not give it to this user or there is no room; FinR1Error where fetching fails. */
export async function pullSnapshot(options: SnapshotOptions): Promise<PulledSnapshot> {
  const repo = new CachedRepo(options.cache, options.name);
  const release = lock(repo, options.cache);
  try {
    const net = netOf(options);
    const { listing, asked } = await listed(options, net);
    const files = options.choose(listing.files);
    for (const { path, checksum } of files) {
      repo.file(listing.commit, path);
      repo.blob(checksum.value);
    }
    const missing = files.filter((file) => !isWhole(repo, file));
    requireRoom(repo, missing, options);
    await fetchAll(repo, missing, asked, { ...options, net });
    for (const file of files) link(repo, listing.commit, file);
    if (!isCommit(options.revision)) writeFileAtomic(repo.ref(options.revision), listing.commit);
    const paths = (list: readonly RemoteFile[]): string[] => list.map(({ path }) => path);
    return {
      folder: repo.snapshot(listing.commit),
      commit: listing.commit,
      fetched: paths(missing),
      present: paths(files.filter((file) => !missing.includes(file))),
      bytes: files.reduce((sum, { size }) => sum + size, 0),
    };
  } catch (error) {
    throw writeFailure(repo.directory, error);
  } finally {
    release();
  }
}

/** Two processes that append to one file would spoil it. */
function lock(repo: CachedRepo, cache: string): () => void {
  const folder = join(cache, '.locks', `models--${repo.name.replaceAll('/', '--')}`);
  try {
    makeFolder(folder);
    return takeLock(join(folder, 'fin-r1.lock'));
  } catch (error) {
    if (!FinR1Error.isInstance(error)) throw writeFailure(folder, error);
    throw new InputError(`hf:${repo.name} is being pulled by another process`, {
      code: 'locked',
      hint: `Wait for it. ${error.message}.`,
      cause: error,
    });
  }
}

function netOf({ name, signal, onProgress, pause }: SnapshotOptions): Net {
  return {
    signal,
    onWait: (text) => onProgress?.({ event: 'told', text }),
    unreachableHint: `Check the network, or HF_ENDPOINT. A copy of the folder of ${name} can be named by its path as well.`,
    pause,
  };
}

async function listed(
  { name, revision, endpoint, token, onProgress }: SnapshotOptions,
  net: Net,
): Promise<{ listing: Listing; asked: AskedRepo }> {
  const asked = { at: 'huggingface', repo: name, revision, page: `https://huggingface.co/${name}` } as const;
  const refusal = pullRefusal(asked, undefined, token !== undefined);
  const listing = await listHuggingFace({ type: 'model', name }, revision, { endpoint, token, net, refusal });
  if (listing.name !== undefined && listing.name !== name) {
    onProgress?.({ event: 'told', text: `${name} was renamed: it is ${listing.name} now` });
  }
  return { listing, asked };
}

function isWhole(repo: CachedRepo, { checksum, size }: RemoteFile): boolean {
  const blob = repo.blob(checksum.value);
  return isThere(blob) && statSync(blob).size === size;
}

function bytesThere(repo: CachedRepo, { checksum }: RemoteFile): number {
  const partial = `${repo.blob(checksum.value)}.incomplete`;
  return isThere(partial) ? statSync(partial).size : 0;
}

function requireRoom(repo: CachedRepo, missing: readonly RemoteFile[], options: SnapshotOptions): void {
  if (missing.length === 0) return;
  const blobs = join(repo.directory, 'blobs');
  makeFolder(blobs);
  const needed = missing.reduce((sum, file) => sum + Math.max(0, file.size - bytesThere(repo, file)), 0);
  const free = (options.freeBytes ?? freeBytesAt)(blobs);
  if (needed <= free) return;
  throw new InputError(
    `hf:${options.name} needs ${bytesText(needed)} more on the disk of ${options.cache}; ${bytesText(free)} are free`,
    { code: 'disk-full', hint: 'Make room, or set HF_HUB_CACHE to a folder on another disk.' },
  );
}

function freeBytesAt(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

async function fetchAll(
  repo: CachedRepo,
  missing: readonly RemoteFile[],
  asked: AskedRepo,
  { net, token, onProgress }: SnapshotOptions & { net: Net },
): Promise<void> {
  const total = missing.reduce((sum, { size }) => sum + size, 0);
  const done = new Map(missing.map((file) => [file, bytesThere(repo, file)]));
  const sum = (): number => [...done.values()].reduce((all, bytes) => all + bytes, 0);
  const [first, begun] = [sum(), performance.now()];
  if (missing.length > 0) onProgress?.({ event: 'begun', files: missing.length, bytes: total - first });
  const tell = (): void => {
    const rate = Math.max(0, (1000 * (sum() - first)) / Math.max(1, performance.now() - begun));
    const secondsLeft = rate > 0 ? (total - sum()) / rate : undefined;
    onProgress?.({ event: 'bytes', done: sum(), total, rate, secondsLeft });
  };
  // The first failure is the one to tell; the others are stopped because of it.
  const stop = new AbortController();
  const signal = AbortSignal.any([net.signal, stop.signal]);
  const failures: unknown[] = [];
  const queue = [...missing].sort((a, b) => b.size - a.size);
  const work = async (): Promise<void> => {
    for (let file = queue.shift(); file !== undefined && !stop.signal.aborted; file = queue.shift()) {
      const mine = file;
      const blob = repo.blob(mine.checksum.value);
      try {
        await download(mine, blob, {
          net: { ...net, signal },
          refusal: pullRefusal(asked, mine.path, token !== undefined),
          partial: `${blob}.incomplete`,
          onBytes: (bytes) => {
            done.set(mine, bytes);
            tell();
          },
        });
        onProgress?.({ event: 'fetched', path: mine.path });
      } catch (error) {
        failures.push(error);
        stop.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (failures.length > 0) throw failures[0];
}

/** Relative, so that the cache can be moved. */
function link(repo: CachedRepo, commit: string, { path, checksum }: RemoteFile): void {
  const place = repo.file(commit, path);
  const target = relative(dirname(place), repo.blob(checksum.value));
  makeFolder(dirname(place));
  const isLink = lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  if (isLink && readlinkSync(place) === target) return;
  rmSync(place, { force: true });
  symlinkSync(target, place);
}
