/** Fetching archives of weights: first aside, under their own name only when they are whole. */

import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, list } from 'tar';

import { InputError, RequestError } from '../../core/errors.ts';
import { isThere, reasonOf, writeFailure } from '../../core/file-errors.ts';
import { makeFolder } from '../../core/make-folder.ts';
import { NoAnswer } from './no-answer.ts';
import { LASTING, waitOf } from './send-patiently.ts';
import type { Transport } from './transport.ts';

const ATTEMPTS = 5;

/** @throws InputError where something stands at `file`; RequestError where the archive does not come. */
export async function fetchArchive(transport: Transport, url: string, file: string): Promise<void> {
  requireFree(file);
  const partial = `${file}.partial`;
  try {
    makeFolder(dirname(file));
    await fetchWhole(transport, url, partial);
    await rename(partial, file);
  } catch (error) {
    throw writeFailure(file, error);
  } finally {
    await rm(partial, { force: true });
  }
}

/** @throws as `fetchArchive`; InputError for an archive that holds anything but files and folders below it. */
export async function unpackArchive(transport: Transport, url: string, folder: string): Promise<void> {
  requireFree(folder);
  const [archive, partial] = [`${folder}.tar.partial`, `${folder}.partial`];
  try {
    makeFolder(dirname(folder));
    await fetchWhole(transport, url, archive);
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial);
    await unpack(archive, partial);
    await rename(partial, folder);
  } catch (error) {
    throw writeFailure(folder, error);
  } finally {
    await rm(archive, { force: true });
    await rm(partial, { recursive: true, force: true });
  }
}

function requireFree(path: string): void {
  if (!isThere(path)) return;
  throw new InputError(`something stands at ${path} already`, { hint: 'Give another path, or remove it.' });
}

async function fetchWhole(transport: Transport, url: string, file: string): Promise<void> {
  const { clock } = transport.options;
  const { host } = new URL(url);
  for (let failures = 1; ; failures++) {
    const fault = await fetchOnce(transport, url, file);
    if (fault === undefined) return;
    if (!fault.mayPass || failures === ATTEMPTS) {
      throw new RequestError(`the archive could not be fetched from ${host}: ${fault.what}`, {
        retryable: fault.mayPass,
        hint: 'Ask for it again: its address is good for a while only.',
      });
    }
    await transport.pause(waitOf(failures, LASTING, clock.random()));
  }
}

/** What went wrong; undefined where the file is whole. */
async function fetchOnce(
  transport: Transport,
  url: string,
  file: string,
): Promise<{ what: string; mayPass: boolean } | undefined> {
  try {
    const { status } = await transport.download(url, async (response, alive) => {
      const body = Readable.from(pieces(response, alive));
      await pipeline(body, createWriteStream(file));
    });
    if (status >= 200 && status < 300) return undefined;
    return { what: `it answered ${status}`, mayPass: status === 429 || status >= 500 };
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { what: error.message, mayPass: error.mayPass };
  }
}

async function* pieces(response: Response, alive: () => void): AsyncGenerator<Uint8Array> {
  for await (const piece of response.body ?? []) {
    alive();
    yield piece;
  }
}

const plainTypes: ReadonlySet<string> = new Set(['File', 'OldFile', 'ContiguousFile', 'Directory']);

async function unpack(archive: string, folder: string): Promise<void> {
  let odd: string | undefined;
  try {
    await list({
      file: archive,
      strict: true,
      onReadEntry: ({ type, path }) => {
        if (!plainTypes.has(type)) odd ??= path;
      },
    });
    // Strict: paths that lead out of the folder are errors, not repaired.
    if (odd === undefined) await extract({ file: archive, cwd: folder, strict: true });
  } catch (cause) {
    if (reasonOf(cause) !== undefined) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(`the archive cannot be unpacked: ${why}`, { cause });
  }
  if (odd === undefined) return;
  throw new InputError(`the archive holds ${odd}, which is no file`, {
    hint: 'It was not unpacked: weights come as plain files.',
  });
}
