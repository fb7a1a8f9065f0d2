/**
 * The writer of an audit log: appends only, one writer at a time, and a record counts once it is on the disk. Records that are appended
 * while others are being written go to the disk together, with one sync (group commit).
 */

import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FinR1Error, InputError } from '../core/errors.ts';
import { isThere, writeFailure } from '../core/file-errors.ts';
import { makeFolder } from '../core/make-folder.ts';
import { takeLock } from '../core/run-lock.ts';
import { writeFileAtomic } from '../core/write-atomic.ts';
import { headPath, lockPath, readHead, writeHead } from './head.ts';
import { lastOf } from './last-record.ts';
import { BEGUN, hashOf, lineOf, NOTHING_BEFORE, TORN } from './record.ts';
import type { AuditRecord, Position } from './record.ts';
import { setTornBytesAside, untoldTornBytes } from './torn-bytes.ts';

export const FORMAT = 'fin-r1-audit/1';

interface Waiting {
  record: AuditRecord;
  resolve: (record: AuditRecord) => void;
  reject: (error: unknown) => void;
}

export class AuditLog {
  readonly path: string;
  readonly #file: FileHandle;
  readonly #release: () => void;
  #last: Position & { time: string };
  #waiting: Waiting[] = [];
  #flushing: Promise<void> | null = null;
  #failure: unknown = null;

  private constructor(
    path: string,
    file: FileHandle,
    last: Position & { time: string },
    release: () => void,
  ) {
    this.path = path;
    this.#file = file;
    this.#last = last;
    this.#release = release;
  }

  /**
   * Opens the log for writing, or begins it. Bytes that a killed writer tore off are set aside, which a record tells.
   * @throws InputError when another process writes it, or it is not as its last writer left it.
   */
  static async open(path: string): Promise<AuditLog> {
    const wasKilled = isThere(lockPath(path));
    const release = locked(path);
    try {
      begin(path);
      setTornBytesAside(path, readHead(path)?.bytes ?? 0);
      const last = lastOf(path);
      if (wasKilled) catchHeadUp(path, last);
      const log = new AuditLog(path, await open(path, 'a'), last, release);
      try {
        if (last.seq === 0) await log.append(BEGUN, { format: FORMAT, log: last.log });
        for (const torn of untoldTornBytes(path)) await log.append(TORN, { ...torn });
        return log;
      } catch (error) {
        await log.#file.close();
        throw error;
      }
    } catch (error) {
      release();
      throw writeFailure(path, error);
    }
  }

  /** Where the log ends once all that was appended is on the disk. */
  get end(): Position {
    const { log, seq, hash } = this.#last;
    return { log, seq, hash };
  }

  /**
   * Appends a record; the promise is kept once it is on the disk. `body` must be JSON.
   * @throws FinR1Error when the disk refuses; the log takes nothing more then.
   */
  append(kind: string, body: Readonly<Record<string, unknown>>): Promise<AuditRecord> {
    if (this.#failure !== null) return Promise.reject(this.#failure as Error);
    const { seq, hash, time, log } = this.#last;
    const now = new Date().toISOString();
    const content = {
      ...{ seq: seq + 1, time: now > time ? now : time, kind },
      // What a reader gets back: dates and undefined fields do not survive JSON.
      body: JSON.parse(JSON.stringify(body)) as Record<string, unknown>,
      previous: hash,
    };
    const record = { ...content, hash: hashOf(content) };
    this.#last = { log, seq: record.seq, hash: record.hash, time: record.time };
    return new Promise((resolve, reject) => {
      this.#waiting.push({ record, resolve, reject });
      this.#flushing ??= this.#flush();
    });
  }

  /** Waits for what was appended, and gives the lock back; after a failure the lock stays, as that of a writer that was killed. */
  async close(): Promise<void> {
    await this.#flushing;
    await this.#file.close();
    if (this.#failure === null) this.#release();
  }

  async #flush(): Promise<void> {
    // What is appended in the same turn is written together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      try {
        await this.#write(group.map(({ record }) => record));
      } catch (error) {
        this.#fail(error, [...group, ...this.#waiting]);
        break;
      }
      for (const { record, resolve } of group) resolve(record);
    }
    this.#flushing = null;
  }

  async #write(records: readonly AuditRecord[]): Promise<void> {
    const lines = Buffer.from(records.map(lineOf).join(''));
    const { size } = await this.#file.stat();
    try {
      await this.#file.appendFile(lines);
      await this.#file.datasync();
    } catch (error) {
      await this.#file.truncate(size);
      throw error;
    }
    const { seq, hash } = records.at(-1) as AuditRecord;
    writeHead(this.path, { log: this.#last.log, seq, hash, bytes: size + lines.length });
  }

  #fail(error: unknown, lost: readonly Waiting[]): void {
    const cause = writeFailure(this.path, error);
    this.#failure = new FinR1Error('audit-failed', `${this.path}: the audit log cannot be written`, {
      ...{ exitCode: 2, cause },
      hint: `${cause instanceof Error ? cause.message : String(cause)}. Nothing goes on without its record: make room, and start again.`,
    });
    this.#waiting = [];
    for (const { reject } of lost) reject(this.#failure);
  }
}

function locked(path: string): () => void {
  try {
    makeFolder(dirname(path));
    return takeLock(lockPath(path), 'audit log');
  } catch (error) {
    throw writeFailure(lockPath(path), error);
  }
}

/** Its last writer may have been killed between records and head. Records that nobody was killed over stay what they are: too many. */
function catchHeadUp(path: string, { log, seq, hash }: Position): void {
  if (seq > (readHead(path)?.seq ?? 0)) writeHead(path, { log, seq, hash, bytes: statSync(path).size });
}

/** The head first: a log without one was tampered with. */
function begin(path: string): void {
  if (isThere(path)) return;
  const head = readHead(path);
  if (head !== null && head.seq > 0)
    throw new InputError(`${path} is gone, and ${headPath(path)} says that it had ${head.seq} records`, {
      code: 'broken-log',
      hint: 'Restore the log from a copy; or move its head away to begin another log.',
    });
  if (head === null) writeHead(path, { log: randomUUID(), seq: 0, hash: NOTHING_BEFORE, bytes: 0 });
  writeFileAtomic(path, '');
}
