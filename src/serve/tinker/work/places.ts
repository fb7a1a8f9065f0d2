/** Where the files of models lie below the server's folder. */

import { join } from 'node:path';
import type { CheckpointKind } from '../../../tinker/wire/tinker-path.ts';

export class Places {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  /** The server's own file. */
  get database(): string {
    return join(this.root, 'tinker.sqlite');
  }

  get lock(): string {
    return join(this.root, 'lock');
  }

  /** Ids hold ":", which not every file system takes. */
  model(id: string): string {
    return join(this.root, 'models', id.replaceAll(':', '.'));
  }

  checkpoint(model: string, kind: CheckpointKind, name: string): string {
    return join(this.model(model), kind, name);
  }

  /** Of unnamed weights, by the job that made them. */
  unnamed(model: string, job: number): string {
    return join(this.model(model), 'unnamed', String(job));
  }

  /** What the server writes down by itself, after so many jobs. */
  snapshot(model: string, ran: number): string {
    return join(this.model(model), 'snapshots', String(ran));
  }
}
