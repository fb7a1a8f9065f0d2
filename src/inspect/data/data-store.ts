/**
 * The data sets that are looked at, in one DuckDB of bounded memory; what does not fit lies in a folder for temporary files. A data set is
 * loaded when it is first asked for, and again once its files are others; of many the last few are kept.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBInstance } from '@duckdb/node-api';
import { openDuckDB } from '../../data/index.ts';
import type { RunPlace } from '../folder/run-place.ts';
import { notFound } from '../not-found.ts';
import { Recent } from '../recent.ts';
import { dataStamp, hasDataset } from './data-files.ts';
import { DataTable } from './data-table.ts';

const MEMORY = '512MB';
const KEPT = 4;

export class DataStore {
  #opened: Promise<DuckDBInstance> | null = null;
  #folder: string | null = null;
  #loads = 0;
  readonly #tables = new Recent<DataTable>(KEPT);

  /** The table stays as it is until `work` has ended. @throws InputError where the run has no data set, or its files may not be read. */
  async use<R>(place: RunPlace, work: (table: DataTable) => Promise<R>): Promise<R> {
    if (!hasDataset(place)) throw notFound(`The run ${place.name} has no data set.`);
    const stamp = dataStamp(place);
    return this.#tables.use(place.directory, { stamp, make: () => this.#load(place) }, work);
  }

  async close(): Promise<void> {
    await this.#tables.close();
    (await this.#opened)?.closeSync();
    this.#opened = null;
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = null;
  }

  async #load(place: RunPlace): Promise<DataTable> {
    this.#folder ??= mkdtempSync(join(tmpdir(), 'fin-r1-data-'));
    this.#opened ??= openDuckDB(join(this.#folder, 'spill'), { memory: MEMORY });
    return DataTable.load(await this.#opened, `rows_${++this.#loads}`, place);
  }
}
