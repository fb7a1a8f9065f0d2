/**
 * A run folder as a reader finds it: paths that never lead out of it, and files that may be missing, half of another version, or broken,
 * which is told and never thrown.
 */

import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { ZodType } from 'zod';
import { z } from 'zod';
import { InputError } from '../../core/errors.ts';
import { readFailure } from '../../core/file-errors.ts';
import { realPath } from './real-path.ts';

/** A file that was read, is not there, or cannot be read, with a sentence that says why. */
export type Read<T> = { state: 'read'; value: T } | { state: 'missing' } | { state: 'broken'; fault: string };

export class RunPlace {
  readonly name: string;
  /** Without links. */
  readonly directory: string;

  constructor(name: string, directory: string) {
    this.name = name;
    this.directory = directory;
  }

  /** The path of something in the folder; null where it is not there. @throws InputError where a link leads out of the folder. */
  find(...parts: readonly string[]): string | null {
    const real = realPath(join(this.directory, ...parts), this.told(...parts));
    if (real === null || real.startsWith(this.directory + sep)) return real;
    throw new InputError(`${this.told(...parts)} is a link that leads out of the run folder`, {
      code: 'unreadable',
      hint: 'Put the file itself there.',
    });
  }

  /** How something in the folder is called in messages, which name no other place of the machine. */
  told(...parts: readonly string[]): string {
    return [this.name, ...parts].join('/');
  }

  has(...parts: readonly string[]): boolean {
    return this.find(...parts) !== null;
  }

  async json<T>(schema: ZodType<T>, ...parts: readonly string[]): Promise<Read<T>> {
    const text = await this.text(...parts);
    if (text.state !== 'read') return text;
    let value: unknown;
    try {
      value = JSON.parse(text.value);
    } catch {
      return { state: 'broken', fault: `${parts.join('/')}: not JSON` };
    }
    const read = schema.safeParse(value);
    if (read.success) return { state: 'read', value: read.data };
    const why = z.prettifyError(read.error).replaceAll(/\s+/g, ' ');
    return {
      state: 'broken',
      fault: `${parts.join('/')} is not what this version of fin-r1 writes: ${why.slice(0, 300)}`,
    };
  }

  async text(...parts: readonly string[]): Promise<Read<string>> {
    try {
      const path = this.find(...parts);
      if (path === null) return { state: 'missing' };
      return { state: 'read', value: await readFile(path, 'utf8') };
    } catch (error) {
      const failure = readFailure(parts.join('/'), error);
      if (failure instanceof InputError) return { state: 'broken', fault: failure.message };
      throw failure;
    }
  }
}
