/**
 * The run folder: everything a run leaves behind, and the only thing that resume, plots, reports and comparison read.
 *
 * Files: `recipe.json` (resolved recipe), `run.json` (revision, versions, data hashes, times), `metrics.jsonl`,
 * `samples.jsonl`, `checkpoints.jsonl`, `cost.jsonl`, `results.json`, `report.html`, `models/<stage>/`, `data/`.
 * An existing folder means resume when the resolved recipe is the same; otherwise the caller decides, and by default it is
 * refused by the keys that differ. Nothing in the folder names its place: it can be moved and renamed.
 */

import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { differenceLines, differingKeys } from './differing-keys.ts';
import type { KeyDifference } from './differing-keys.ts';
import { describeEnvironment, environmentSchema } from './environment.ts';
import { FinR1Error, InputError } from './errors.ts';
import { isThere, reasonOf, writeFailure } from './file-errors.ts';
import { cutTornLine, jsonlRows, JsonlWriter } from './jsonl.ts';
import { makeFolder } from './make-folder.ts';
import { readText } from './read-text.ts';
import { takeLock } from './run-lock.ts';
import { writeFileAtomic, type FileData } from './write-atomic.ts';

/** `metrics.jsonl`, `samples.jsonl`, `checkpoints.jsonl`, `cost.jsonl`, and what a stage adds. */
export type JsonlName = `${string}.jsonl`;

const RECIPE = 'recipe.json';
const RUN = 'run.json';
const LOCK = 'run.lock';

const recipeSchema = z.record(z.string(), z.unknown());
export type ResolvedRecipe = z.infer<typeof recipeSchema>;

const rowSchema = z.record(z.string(), z.unknown());

const startSchema = environmentSchema.extend({
  /** ISO 8601, UTC. */
  time: z.string(),
  /** Keys of the recipe that changed with this start, `grpo.steps: 60 → 80`. */
  changed: z.array(z.string()).optional(),
});

export const runFactsSchema = z.object({
  name: z.string(),
  /** The first start and every resume, each with what it ran on. */
  starts: z.array(startSchema).min(1),
  /** SHA-256 of each data set used, by name. */
  dataHashes: z.record(z.string(), z.string()),
});
export type RunFacts = z.infer<typeof runFactsSchema>;

export interface CreateOptions {
  recipe: object;
  dataHashes?: Readonly<Record<string, string>>;
  /**
   * Called when the folder holds a run of another recipe: returns after dropping what the change makes void, and the run goes on
   * with the new recipe, or throws. Default: throws.
   */
  onOtherRecipe?: (run: RunFolder, differences: readonly KeyDifference[]) => void;
}

export class RunFolder {
  readonly directory: string;
  /** True when an earlier start left this folder: continue after its last checkpoint. */
  readonly resumed: boolean;
  readonly #release: (() => void) | undefined;
  readonly #writers = new Map<JsonlName, JsonlWriter>();

  private constructor(directory: string, resumed: boolean, release: (() => void) | undefined) {
    this.directory = directory;
    this.resumed = resumed;
    this.#release = release;
  }

  /**
   * Makes the folder, or resumes it when it holds the same resolved recipe; takes its lock until `close`.
   * @throws InputError when the recipe or a data hash differs, the folder holds something else, or another process writes it.
   */
  static create(directory: string, options: CreateOptions): RunFolder {
    const path = resolve(directory);
    const release = openForWriting(path);
    try {
      const recipe = recipeSchema.parse(JSON.parse(JSON.stringify(options.recipe)));
      const resumed = existsSync(join(path, RECIPE));
      const run = new RunFolder(path, resumed, release);
      if (!resumed) run.#refuseForeignFiles();
      for (const name of run.#jsonlNames()) cutTornLine(run.path(name));
      const differences = resumed ? differingKeys(run.recipe, recipe) : [];
      // The name of a run is that of its folder, which may have been renamed.
      const changes = differences.filter(({ key }) => key !== 'name');
      if (changes.length > 0) (options.onOtherRecipe ?? refuseOtherRecipe)(run, changes);
      run.#recordStart(options.dataHashes ?? {}, changes);
      if (!resumed || differences.length > 0) run.writeAtomic(RECIPE, `${JSON.stringify(recipe, null, 2)}\n`);
      return run;
    } catch (error) {
      release();
      throw error;
    }
  }

  /**
   * Opens a finished or running run for reading (and for `writeAtomic`); takes no lock.
   * @throws InputError when there is no run in the folder.
   */
  static open(directory: string): RunFolder {
    const path = resolve(directory);
    if (!isThere(join(path, RECIPE))) {
      throw new InputError(`${path}: there is no run in this folder (no ${RECIPE})`, {
        hint: 'Name a folder that `fin-r1 run`, `fin-r1 quickstart` or `fin-r1 eval` made, e.g. runs/quickstart.',
      });
    }
    return new RunFolder(path, true, undefined);
  }

  get name(): string {
    return basename(this.directory);
  }

  /** A path inside the folder. */
  path(...parts: readonly string[]): string {
    return join(this.directory, ...parts);
  }

  has(...parts: readonly string[]): boolean {
    return existsSync(this.path(...parts));
  }

  get recipe(): ResolvedRecipe {
    return this.readJson(RECIPE, recipeSchema);
  }

  get facts(): RunFacts {
    return this.readJson(RUN, runFactsSchema);
  }

  /** Reads and checks a JSON file of the run; InputError names the file and what does not fit. */
  readJson<T>(name: string, schema: z.ZodType<T>): T {
    const path = this.path(name);
    if (!existsSync(path)) throw new InputError(`${path}: no such file in this run`);
    let value: unknown;
    const text = readText(path);
    try {
      value = JSON.parse(text);
    } catch (cause) {
      throw new InputError(`${path}: not JSON`, { cause, hint: 'Restore the file or start the run afresh.' });
    }
    const result = schema.safeParse(value);
    if (!result.success) throw new InputError(`${path}: ${z.prettifyError(result.error)}`);
    return result.data;
  }

  /** Appends one row in one write. @throws FinR1Error when the run was opened for reading only. */
  appendJsonl(name: JsonlName, row: object): void {
    this.#requireLock(name);
    let writer = this.#writers.get(name);
    if (writer === undefined) {
      writer = new JsonlWriter(this.path(name));
      this.#writers.set(name, writer);
    }
    writer.append(row);
  }

  /** All rows, in order; none when the file is not there yet. @throws InputError with file and line of a broken row. */
  readJsonl(name: JsonlName): Record<string, unknown>[];
  readJsonl<T>(name: JsonlName, schema: z.ZodType<T>): T[];
  readJsonl(name: JsonlName, schema: z.ZodType = rowSchema): unknown[] {
    return [...jsonlRows(this.path(name), schema)];
  }

  /** Drops the rows that `keep` refuses (on resume: those after the last checkpoint); returns how many. */
  truncateJsonl(name: JsonlName, keep: (row: Record<string, unknown>) => boolean): number {
    this.#requireLock(name);
    const rows = this.readJsonl(name);
    const kept = rows.filter(keep);
    if (kept.length === rows.length) return 0;
    this.#writers.get(name)?.close();
    this.#writers.delete(name);
    this.writeAtomic(name, kept.map((row) => `${JSON.stringify(row)}\n`).join(''));
    return rows.length - kept.length;
  }

  /** Writes a file aside, syncs it and renames it into place. */
  writeAtomic(name: string, data: FileData): void {
    writeFileAtomic(this.path(name), data);
  }

  /** Adds hashes of data that became known; InputError when the data differ from those the run began with. */
  recordDataHashes(hashes: Readonly<Record<string, string>>): void {
    this.#requireLock(RUN);
    const facts = this.facts;
    this.#writeFacts({ ...facts, dataHashes: this.#mergeHashes(facts.dataHashes, hashes) });
  }

  /** Forgets the hashes of data that nothing in the folder was made from. */
  forgetDataHashes(): void {
    this.#requireLock(RUN);
    this.#writeFacts({ ...this.facts, dataHashes: {} });
  }

  /** Closes files and gives the lock back. */
  close(): void {
    for (const writer of this.#writers.values()) writer.close();
    this.#writers.clear();
    this.#release?.();
  }

  /** Removes the folder, which this start has made and in which nothing came about, and gives the lock back. */
  discard(): void {
    this.#requireLock(RUN);
    if (this.resumed)
      throw new RangeError(`${this.directory}: an earlier start made this folder, which stays`);
    for (const writer of this.#writers.values()) writer.close();
    this.#writers.clear();
    rmSync(this.directory, { recursive: true });
    this.#release?.();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #jsonlNames(): JsonlName[] {
    return readdirSync(this.directory).filter((name): name is JsonlName => name.endsWith('.jsonl'));
  }

  #requireLock(name: string): void {
    if (this.#release !== undefined) return;
    throw new FinR1Error('read-only', `${this.path(name)}: this run was opened for reading`, {
      hint: 'Use RunFolder.create to write to it.',
    });
  }

  #refuseForeignFiles(): void {
    const foreign = readdirSync(this.directory).filter(
      (name) => !name.startsWith(RUN) && !name.startsWith(LOCK) && !name.startsWith(RECIPE),
    );
    if (foreign.length === 0) return;
    throw new InputError(
      `${this.directory}: the folder is not empty and is not a run (it holds ${foreign.slice(0, 3).join(', ')})`,
      { hint: 'Name a new folder for the run.' },
    );
  }

  #recordStart(hashes: Readonly<Record<string, string>>, changes: readonly KeyDifference[]): void {
    const changed = changes.length === 0 ? {} : { changed: differenceLines(changes) };
    const start = { ...describeEnvironment(), time: new Date().toISOString(), ...changed };
    const before = this.resumed && this.has(RUN) ? this.facts : undefined;
    this.#writeFacts({
      name: this.name,
      starts: [...(before?.starts ?? []), start],
      dataHashes: this.#mergeHashes(before?.dataHashes ?? {}, hashes),
    });
  }

  #mergeHashes(
    known: Readonly<Record<string, string>>,
    now: Readonly<Record<string, string>>,
  ): Record<string, string> {
    for (const [name, hash] of Object.entries(now)) {
      if (known[name] === undefined || known[name] === hash) continue;
      throw new InputError(
        `${this.directory}: the data set ${name} has changed: hash ${known[name]} there, ${hash} now`,
        {
          code: 'other-data',
          hint: 'Restore the data the run was started with, or give the run another name.',
        },
      );
    }
    return { ...known, ...now };
  }

  #writeFacts(facts: RunFacts): void {
    this.writeAtomic(RUN, `${JSON.stringify(facts, null, 2)}\n`);
  }
}

export function refuseOtherRecipe(run: RunFolder, differences: readonly KeyDifference[]): never {
  const lines = differenceLines(differences).map((line) => `  ${line}`);
  throw new InputError(`${run.directory}: this folder holds a run of another recipe:\n${lines.join('\n')}`, {
    code: 'other-recipe',
    hint: 'Give the run another name, delete the folder, or go back to the recipe it was started with.',
  });
}

/** Makes the directory and takes its lock; a place that cannot be written is the user's to change. */
function openForWriting(path: string): () => void {
  try {
    makeFolder(path);
    return takeLock(join(path, LOCK));
  } catch (cause) {
    const failure = writeFailure(join(path, LOCK), cause);
    if (!FinR1Error.isInstance(failure) || failure.code === 'disk-full' || failure === cause) throw failure;
    throw new InputError(`${path} cannot be used as a run folder: ${reasonOf(cause) ?? failure.message}`, {
      cause,
      hint: 'Name a directory that can be written with --runs-dir.',
    });
  }
}
