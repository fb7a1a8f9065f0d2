/** What the server remembers, in one file. */

import { KnownBases } from './bases.ts';
import { Checkpoints } from './checkpoints.ts';
import { Database } from './database.ts';
import { Jobs } from './jobs.ts';
import { Models } from './models.ts';
import { Sessions } from './sessions.ts';

export class Store {
  readonly bases: KnownBases;
  readonly sessions: Sessions;
  readonly models: Models;
  readonly checkpoints: Checkpoints;
  readonly jobs: Jobs;
  readonly #database: Database;

  /** @throws InputError when the file cannot be used. */
  constructor(path: string) {
    this.#database = new Database(path);
    this.bases = new KnownBases(this.#database);
    this.sessions = new Sessions(this.#database);
    this.models = new Models(this.#database);
    this.checkpoints = new Checkpoints(this.#database);
    this.jobs = new Jobs(this.#database);
  }

  /** All of `work`, or nothing of it. */
  transaction<T>(work: () => T): T {
    return this.#database.transaction(work);
  }

  close(): void {
    this.#database.close();
  }
}
