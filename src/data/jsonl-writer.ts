/** Writes JSON Lines in bounded memory, aside first: the file appears under its name only when it is complete. */

import { open, rename, rm, type FileHandle } from 'node:fs/promises';

import { writeFailure } from '../core/file-errors.ts';

const FLUSH_CHARACTERS = 1 << 20;

export class JsonlWriter {
  readonly path: string;
  readonly #handle: FileHandle;
  #buffer = '';
  #open = true;
  rows = 0;

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  /** Begins `<path>.partial`, replacing what an interrupted run left there. Every method throws FinR1Error naming the file when the disk is full. */
  static async create(path: string): Promise<JsonlWriter> {
    try {
      return new JsonlWriter(path, await open(`${path}.partial`, 'w'));
    } catch (error) {
      throw writeFailure(path, error);
    }
  }

  get partialPath(): string {
    return `${this.path}.partial`;
  }

  async write(row: object): Promise<void> {
    this.#buffer += `${JSON.stringify(row)}\n`;
    this.rows++;
    if (this.#buffer.length >= FLUSH_CHARACTERS) await this.#flush();
  }

  /** Completes the partial file without giving it its name. */
  async close(): Promise<void> {
    await this.#flush();
    try {
      await this.#handle.sync();
    } catch (error) {
      throw writeFailure(this.path, error);
    }
    await this.release();
  }

  /** Lets go of the file as it is; after `close` it does nothing. */
  async release(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#handle.close();
  }

  async publish(): Promise<void> {
    await rename(this.partialPath, this.path);
  }

  async discard(): Promise<void> {
    await rm(this.partialPath, { force: true });
  }

  async #flush(): Promise<void> {
    const text = this.#buffer;
    this.#buffer = '';
    try {
      await this.#handle.writeFile(text);
    } catch (error) {
      throw writeFailure(this.path, error);
    }
  }
}
