/**
 * Fetches one file: first aside, going on from the bytes that are there, and renamed only when its checksum is the hub's.
 * A file under its own name is whole.
 */

import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

import { FinR1Error } from '../core/errors.ts';
import { writeFailure } from '../core/file-errors.ts';
import { makeFolder } from '../core/make-folder.ts';
import { bytesText } from './bytes-text.ts';
import { agrees, digestsOf, valueOf } from './checksums.ts';
import type { Digests } from './checksums.ts';
import { Passing, patiently, request } from './patient-request.ts';
import type { Net } from './patient-request.ts';
import type { Refusal } from './refusal.ts';
import type { RemoteFile } from './remote-file.ts';

export interface DownloadOptions {
  net: Net;
  refusal: Refusal;
  /** Where the bytes gather; `<target>.partial` where it is not given. */
  partial?: string;
  /** Called for each piece that was written. */
  onBytes(done: number): void;
}

/** @throws FinR1Error when the bytes are not those of the hub; then nothing stands at `target`. */
export async function download(file: RemoteFile, target: string, options: DownloadOptions): Promise<Digests> {
  const { partial = `${target}.partial` } = options;
  try {
    makeFolder(dirname(target));
    const resumed = await fill(partial, file, options);
    let digests = await digestsOf(partial);
    if (resumed && digests !== null && !agrees(digests, file)) {
      // What was there may be of another commit.
      await rm(partial);
      await fill(partial, file, options);
      digests = await digestsOf(partial);
    }
    if (digests === null || !agrees(digests, file)) {
      await rm(partial, { force: true });
      throw wrongBytes(file, digests);
    }
    await rename(partial, target);
    return digests;
  } catch (error) {
    throw writeFailure(target, error);
  }
}

/** Brings the partial file to its whole size; true where it held bytes before. */
async function fill(partial: string, file: RemoteFile, options: DownloadOptions): Promise<boolean> {
  const handle = await open(partial, 'a');
  try {
    const before = (await handle.stat()).size;
    if (before > file.size) await handle.truncate(0);
    await patiently(() => fetchRest(handle, file, options), options.net);
    await handle.sync();
    return before > 0 && before <= file.size;
  } finally {
    await handle.close();
  }
}

async function fetchRest(
  handle: FileHandle,
  file: RemoteFile,
  { net, refusal, onBytes }: DownloadOptions,
): Promise<void> {
  const start = (await handle.stat()).size;
  onBytes(start);
  if (start === file.size) return;
  const headers = {
    ...file.headers,
    // A compressed answer has other offsets than the file.
    'accept-encoding': 'identity',
    ...(start > 0 && { range: `bytes=${start}-` }),
  };
  let done = start;
  const { host } = new URL(file.url);
  // Where a server has another idea of what is left, only the whole file helps.
  const anew = async (what: string): Promise<Passing> => {
    await handle.truncate(0);
    return new Passing(`${host} ${what}`);
  };
  const refuse: Refusal = async (response) =>
    start > 0 && response.status === 416 ? anew('does not have the part that is missing') : refusal(response);
  const connectionBroke = (why: string): Passing =>
    new Passing(`${why} at ${bytesText(done)} of ${bytesText(file.size)}`, { gotOn: done > start });
  try {
    await request(file.url, { headers }, { net, refusal: refuse }, async (response, alive) => {
      if (response.status === 206 && !continues(response, start)) {
        await response.body?.cancel();
        throw await anew('sent another part than was asked for');
      }
      // A server that cannot give a part answers with the whole.
      if (start > 0 && response.status !== 206) {
        await handle.truncate(0);
        done = 0;
      }
      for await (const chunk of response.body ?? []) {
        alive();
        await handle.writeFile(chunk);
        done += chunk.byteLength;
        onBytes(done);
        if (done > file.size) return;
      }
    });
  } catch (error) {
    if (error instanceof Passing && done > start) throw connectionBroke(error.message);
    throw error;
  }
  if (done < file.size) throw connectionBroke(`${host} ended the file`);
}

function continues(response: Response, start: number): boolean {
  return response.headers.get('content-range')?.startsWith(`bytes ${start}-`) === true;
}

function wrongBytes(file: RemoteFile, digests: Digests | null): FinR1Error {
  const { kind, value } = file.checksum;
  const got =
    digests === null
      ? 'nothing'
      : `${valueOf(digests, file.checksum)}, ${digests.size.toLocaleString('en-US')} bytes`;
  const expected = `${value}, ${file.size.toLocaleString('en-US')} bytes`;
  return new FinR1Error(
    'wrong-bytes',
    `${file.path}: what came is not the file of the repository (${kind} ${got}; expected ${expected})`,
    { hint: 'It was thrown away. Try again; if it stays so, a mirror or a proxy changes files on the way.' },
  );
}
