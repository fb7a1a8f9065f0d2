/** The folder of all runs. A name leads to a folder in it and nowhere else: no other characters, no links that leave. */

import { readdirSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { InputError } from '../../core/errors.ts';
import { readFailure } from '../../core/file-errors.ts';
import { RUN_NAME } from '../../core/run-name.ts';
import { notFound } from '../not-found.ts';
import { realPath } from './real-path.ts';
import { RunPlace } from './run-place.ts';

/** Either makes a folder a run. */
const MARKS = ['recipe.json', 'run.json'];
/** No file system knows longer names. */
const LONGEST = 255;

export class RunsFolder {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = resolve(directory);
  }

  /** All runs in it; none where there is no such folder. @throws InputError where this user may not read it. */
  places(): RunPlace[] {
    const root = realPath(this.#directory, 'the runs folder');
    if (root === null) return [];
    let names: string[];
    try {
      names = readdirSync(root);
    } catch (error) {
      throw readFailure('the runs folder', error);
    }
    return names.flatMap((name) => this.find(name) ?? []);
  }

  /** Null where there is no run of that name. */
  find(name: string): RunPlace | null {
    if (!RUN_NAME.test(name) || name.length > LONGEST) return null;
    const root = realPath(this.#directory, 'the runs folder');
    const directory = root === null ? null : realPath(join(root, name), name);
    if (root === null || directory === null || !directory.startsWith(root + sep)) return null;
    if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) return null;
    const place = new RunPlace(name, directory);
    return MARKS.some((mark) => mayHold(place, mark)) ? place : null;
  }

  /** @throws InputError where there is no run of that name. */
  open(name: string): RunPlace {
    const place = this.find(name);
    if (place !== null) return place;
    throw notFound(
      `There is no run named ${JSON.stringify(name.slice(0, 100))}.`,
      'GET /api/runs lists them.',
    );
  }
}

/** A folder that cannot be looked into is listed with its fault, not hidden. */
function mayHold(place: RunPlace, file: string): boolean {
  try {
    return place.has(file);
  } catch (error) {
    if (error instanceof InputError) return true;
    throw error;
  }
}
