/** The long files of runs, read as far as they have come: samples and metrics of those runs that were looked at last. */

import type { RunPlace } from '../folder/run-place.ts';
import { GrowingFile, type LineTaker, type OpenFile } from '../lines/growing-file.ts';
import { Recent } from '../recent.ts';
import { SampleTable } from '../samples/sample-table.ts';
import { MetricLines } from './metric-lines.ts';

/** Of each kind; an index of 100,000 samples takes some ten megabytes. */
const KEPT = 8;

export class OpenRuns {
  readonly #samples = new Recent<GrowingFile<SampleTable>>(KEPT);
  readonly #metrics = new Recent<GrowingFile<MetricLines>>(KEPT);

  /** What the file holds now; stays to be looked up until `work` has ended. @throws InputError where it may not be read. */
  samples<R>(place: RunPlace, work: (file: OpenFile<SampleTable>) => R | Promise<R>): Promise<R> {
    const make = (): SampleTable => new SampleTable();
    return useFile(this.#samples, place, { name: 'samples.jsonl', make }, work);
  }

  metrics<R>(place: RunPlace, work: (file: OpenFile<MetricLines>) => R | Promise<R>): Promise<R> {
    const make = (): MetricLines => new MetricLines();
    return useFile(this.#metrics, place, { name: 'metrics.jsonl', make }, work);
  }

  /** Lets go of the files of runs that are no longer there. */
  async keepOnly(places: readonly RunPlace[]): Promise<void> {
    const directories = new Set(places.map(({ directory }) => directory));
    for (const kept of [this.#samples, this.#metrics])
      await kept.keepOnly((directory) => directories.has(directory));
  }

  async close(): Promise<void> {
    await this.#samples.close();
    await this.#metrics.close();
  }
}

function useFile<T extends LineTaker, R>(
  kept: Recent<GrowingFile<T>>,
  place: RunPlace,
  { name, make }: { name: string; make: () => T },
  work: (file: OpenFile<T>) => R | Promise<R>,
): Promise<R> {
  const open = (): Promise<GrowingFile<T>> =>
    Promise.resolve(new GrowingFile(place.told(name), () => place.find(name), make));
  return kept.use(place.directory, { make: open }, (file) => file.use(work));
}
