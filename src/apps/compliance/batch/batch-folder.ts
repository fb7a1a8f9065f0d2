/**
 * The folder of a batch, `checks/NAME/`: `check.json` (by which rules and model, each start), `results.jsonl` (a row a text), `audit.jsonl`
 * with its head, and the reports. A batch that was stopped or killed goes on in it; other rules or another model need another name.
 */

import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { AuditLog } from '../../../audit/index.ts';
import { describeEnvironment, environmentSchema } from '../../../core/environment.ts';
import { InputError } from '../../../core/errors.ts';
import { writeFailure } from '../../../core/file-errors.ts';
import { makeFolder } from '../../../core/make-folder.ts';
import { readText } from '../../../core/read-text.ts';
import { takeLock } from '../../../core/run-lock.ts';
import { writeFileAtomic } from '../../../core/write-atomic.ts';
import { whoSchema, type Who } from './verdict-record.ts';

export const PLAN = 'check.json';
export const RESULTS = 'results.jsonl';
export const AUDIT = 'audit.jsonl';
export const LOCK = 'check.lock';
/** Of the server's own checks: a folder with an audit log alone. */
export const SERVED = 'served';
export const REPORT = 'report.html';

const bySchema = z.strictObject({
  /** All that were loaded, by name. */
  rulebooks: z.array(z.strictObject({ name: z.string(), version: z.string() })),
  model: z.string().nullable(),
  /** The day whose rules are in force, `2026-11-28`; a batch keeps that of its first start. */
  date: z.iso.date(),
  /** Every text is held against every rulebook, whatever its language. */
  anyLanguage: z.boolean(),
});
/** By which rules and model texts are checked: what a batch cannot change. */
export type CheckedBy = z.infer<typeof bySchema>;

const planSchema = z.strictObject({
  by: bySchema,
  /** Texts that the last start was given. */
  texts: z.int().nonnegative(),
  starts: z.array(environmentSchema.extend({ time: z.iso.datetime(), who: whoSchema })).min(1),
  /** Of the files that were read: what could not be. */
  notes: z.array(z.string()),
  /** When the last text was done; null until then. */
  ended: z.iso.datetime().nullable(),
});
export type BatchPlan = z.infer<typeof planSchema>;

export interface BatchStart {
  by: CheckedBy;
  texts: number;
  who: Who;
  /** What of the files could not be read. */
  notes: readonly string[];
}

export class BatchFolder {
  readonly directory: string;
  readonly audit: AuditLog;
  readonly resumed: boolean;
  readonly #release: () => void;

  private constructor(directory: string, audit: AuditLog, resumed: boolean, release: () => void) {
    this.directory = directory;
    this.audit = audit;
    this.resumed = resumed;
    this.#release = release;
  }

  /**
   * Makes the folder, or goes on in it; takes its lock until `close`.
   * @throws InputError when it holds a batch by other rules or another model, or something else, or another process writes it.
   */
  static async open(directory: string, start: BatchStart): Promise<BatchFolder> {
    const path = resolve(directory);
    const release = locked(path);
    try {
      const before = existsSync(join(path, PLAN)) ? readPlan(path) : null;
      if (before === null) refuseForeignFiles(path);
      else refuseOthers(path, before.by, start.by);
      const audit = await AuditLog.open(join(path, AUDIT));
      const now = { ...describeEnvironment(), time: new Date().toISOString(), who: start.who };
      const { by, texts, notes } = start;
      writePlan(path, {
        by,
        texts,
        notes: [...notes],
        starts: [...(before?.starts ?? []), now],
        ended: null,
      });
      await audit.append('check begun', { ...now, by, texts, notes });
      return new BatchFolder(path, audit, before !== null, release);
    } catch (error) {
      release();
      throw error;
    }
  }

  get name(): string {
    return basename(this.directory);
  }

  path(file: string): string {
    return join(this.directory, file);
  }

  /** Every text is done. */
  end(): void {
    writePlan(this.directory, { ...readPlan(this.directory), ended: new Date().toISOString() });
  }

  async close(): Promise<void> {
    await this.audit.close();
    this.#release();
  }
}

/** @throws InputError where there is no batch in the folder, or its plan cannot be read. */
export function readPlan(directory: string): BatchPlan {
  const path = join(directory, PLAN);
  let value: unknown;
  try {
    value = JSON.parse(readText(path));
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw new InputError(`${path}: not JSON`, {
      cause,
      hint: 'Restore the file, or check under another name.',
    });
  }
  const read = planSchema.safeParse(value);
  if (read.success) return read.data;
  throw new InputError(`${path}: ${z.prettifyError(read.error)}`, {
    hint: 'Restore the file, or check under another name.',
  });
}

function writePlan(directory: string, plan: BatchPlan): void {
  writeFileAtomic(join(directory, PLAN), `${JSON.stringify(plan, null, 2)}\n`);
}

function locked(path: string): () => void {
  try {
    makeFolder(path);
    return takeLock(join(path, LOCK), 'batch');
  } catch (error) {
    throw writeFailure(join(path, LOCK), error);
  }
}

function refuseForeignFiles(path: string): void {
  const own = [PLAN, RESULTS, AUDIT, LOCK];
  const foreign = readdirSync(path).filter((name) => !own.some((mine) => name.startsWith(mine)));
  if (foreign.length === 0) return;
  throw new InputError(
    `${path}: the folder is not empty and is no batch (it holds ${foreign.slice(0, 3).join(', ')})`,
    {
      hint: 'Name a new folder with --name.',
    },
  );
}

function refuseOthers(path: string, before: CheckedBy, now: CheckedBy): void {
  const lines: string[] = [];
  const versions = (by: CheckedBy) => new Map(by.rulebooks.map(({ name, version }) => [name, version]));
  const [old, current] = [versions(before), versions(now)];
  for (const name of new Set([...old.keys(), ...current.keys()])) {
    const [was, is] = [old.get(name), current.get(name)];
    if (was !== is) lines.push(`  rulebook ${name}: ${shown(was)} → ${shown(is)}`);
  }
  for (const key of ['date', 'anyLanguage'] as const) {
    if (before[key] !== now[key]) lines.push(`  ${key}: ${before[key]} → ${now[key]}`);
  }
  if (before.model !== now.model) lines.push(`  model: ${before.model ?? 'none'} → ${now.model ?? 'none'}`);
  if (lines.length === 0) return;
  throw new InputError(`${path} holds a batch that was checked by others:\n${lines.join('\n')}`, {
    code: 'other-check',
    hint: 'Verdicts by different rules are not mixed: give --name another name, which checks all texts anew, or go back to these rules and this model.',
  });
}

function shown(version: string | undefined): string {
  return version === undefined ? 'not used' : version.slice(0, 12);
}
