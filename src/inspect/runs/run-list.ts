/** All runs, each looked at anew only when one of its files has changed. A run that cannot be read is listed with its fault. */

import { statSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { FinR1Error } from '../../core/errors.ts';
import { readFailure } from '../../core/file-errors.ts';
import { contentHash } from '../../core/ids.ts';
import type { RunPlace } from '../folder/run-place.ts';
import type { RunsFolder } from '../folder/runs-folder.ts';
import type { RunSummary } from '../shapes.ts';
import { runFiles } from './run-files.ts';
import { runSummary } from './run-summary.ts';

export class RunList {
  readonly #folder: RunsFolder;
  readonly #known = new Map<string, { stamp: string; summary: RunSummary }>();

  constructor(folder: RunsFolder) {
    this.#folder = folder;
  }

  /** Another one where anything in any run is another. */
  async stamp(): Promise<string> {
    const stamps: string[] = [];
    for (const place of this.#folder.places()) {
      stamps.push(`${place.name} ${stampOf(place)}`);
      await nextTurn();
    }
    return contentHash(stamps.join('\n'));
  }

  /** @throws InputError where there is no run of that name. */
  stampOf(name: string): string {
    return stampOf(this.#folder.open(name));
  }

  /** Newest first. */
  async all(): Promise<RunSummary[]> {
    const places = this.#folder.places();
    const names = new Set(places.map(({ name }) => name));
    for (const name of this.#known.keys()) if (!names.has(name)) this.#known.delete(name);
    const summaries: RunSummary[] = [];
    for (const place of places) {
      const summary = await this.#look(place);
      // One that was deleted meanwhile is none.
      if (summary.fault === null || this.#folder.find(place.name) !== null) summaries.push(summary);
      await nextTurn();
    }
    const when = ({ begun, changed }: RunSummary): string => begun ?? changed;
    return summaries.sort((a, b) => (when(a) < when(b) ? 1 : -1));
  }

  /** @throws InputError where there is no run of that name. */
  one(name: string): Promise<RunSummary> {
    return this.#look(this.#folder.open(name));
  }

  async #look(place: RunPlace): Promise<RunSummary> {
    try {
      const files = runFiles(place);
      const known = this.#known.get(place.name);
      if (known?.stamp === files.stamp) return known.summary;
      const summary = await runSummary(place, files);
      this.#known.set(place.name, { stamp: files.stamp, summary });
      return summary;
    } catch (error) {
      return faultySummary(place, faultOf(place, error));
    }
  }
}

function stampOf(place: RunPlace): string {
  try {
    return runFiles(place).stamp;
  } catch (error) {
    return faultOf(place, error);
  }
}

/** @throws what is no fault of the run's files. */
function faultOf(place: RunPlace, error: unknown): string {
  const failure = readFailure(place.name, error);
  if (FinR1Error.isInstance(failure)) return failure.message;
  throw failure;
}

function faultySummary(place: RunPlace, fault: string): RunSummary {
  const changed = statSync(place.directory, { throwIfNoEntry: false })?.mtime ?? new Date(0);
  return {
    ...{ name: place.name, kind: 'recipe', status: 'interrupted', begun: null },
    changed: changed.toISOString(),
    ...{ stage: null, scores: [], models: [], hasData: false, fault },
  };
}
