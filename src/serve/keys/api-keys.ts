/**
 * API keys as they are kept: a name, the SHA-256 of the key, and its limits. A key is 256 random bits, so its hash needs no salt and no
 * slow function, and who reads the file can ask for nothing.
 */

import { createHash, randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { z } from 'zod';
import { FinR1Error, InputError } from '../../core/errors.ts';
import { isThere, readFailure } from '../../core/file-errors.ts';
import { readText } from '../../core/read-text.ts';
import { writeFileAtomic } from '../../core/write-atomic.ts';

const keySchema = z.strictObject({
  name: z.string().regex(/^[\w.-]{1,64}$/, 'letters, digits, ".", "_" and "-", at most 64'),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  created: z.iso.datetime(),
  requestsPerMinute: z.number().positive().optional(),
  tokensPerMinute: z.number().positive().optional(),
});
const fileSchema = z.strictObject({ keys: z.array(keySchema) });

export type ApiKey = z.infer<typeof keySchema>;
export type KeyLimits = Pick<ApiKey, 'requestsPerMinute' | 'tokensPerMinute'>;

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** @throws InputError for a file that cannot be read or is none of keys. */
export function readKeys(path: string): ApiKey[] {
  let given: unknown;
  try {
    given = JSON.parse(readText(path));
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw new InputError(`${path}: not JSON`, {
      hint: 'Restore the file, or make keys anew with `fin-r1 keys add`.',
      cause,
    });
  }
  const read = fileSchema.safeParse(given);
  if (read.success) return read.data.keys;
  const [issue] = read.error.issues;
  throw new InputError(`${path}: ${issue?.path.join('.')}: ${issue?.message}`, {
    hint: 'The file is written by `fin-r1 keys add`.',
  });
}

/** Makes a key, adds its hash to the file, and gives the key, which is nowhere else. @throws InputError for a name that is taken. */
export function addKey(path: string, name: string, limits: KeyLimits): string {
  const keys = isThere(path) ? readKeys(path) : [];
  if (keys.some((key) => key.name === name)) {
    throw new InputError(`${path} has a key named ${name}`, {
      hint: 'Choose another name, or remove that key first.',
    });
  }
  const key = `fr1-${randomBytes(32).toString('base64url')}`;
  const entry = keySchema.safeParse({
    name,
    sha256: hashOf(key),
    created: new Date().toISOString(),
    ...limits,
  });
  if (!entry.success) {
    throw new InputError(`a key cannot be named ${JSON.stringify(name)}: ${entry.error.issues[0]?.message}`);
  }
  write(path, [...keys, entry.data]);
  return key;
}

/** @throws InputError when there is no such key. */
export function removeKey(path: string, name: string): void {
  const keys = readKeys(path);
  const left = keys.filter((key) => key.name !== name);
  if (left.length === keys.length) {
    const names = keys.map((key) => key.name).join(', ') || 'none';
    throw new InputError(`${path} has no key named ${name}; it has ${names}`);
  }
  write(path, left);
}

function write(path: string, keys: readonly ApiKey[]): void {
  writeFileAtomic(path, `${JSON.stringify({ keys }, null, 2)}\n`);
}

/** The keys of a running server: a key that is added to or removed from the file counts from then on. */
export class KeyRing {
  readonly #path: string;
  #byHash = new Map<string, ApiKey>();
  #read = '';

  constructor(path: string) {
    this.#path = path;
    this.#refresh();
  }

  /** Null: no such key. Looked up by its hash, so that the time it takes tells nothing of other keys. */
  find(key: string): ApiKey | null {
    try {
      this.#refresh();
    } catch (cause) {
      // Not the fault of who asks, and nothing that they should read.
      const said = cause instanceof Error ? cause.message : String(cause);
      throw new FinR1Error('keys', `the API keys cannot be looked up: ${said}`, { cause });
    }
    return this.#byHash.get(hashOf(key)) ?? null;
  }

  #refresh(): void {
    let state: string;
    try {
      const { mtimeMs, size, ino } = statSync(this.#path);
      state = `${mtimeMs} ${size} ${ino}`;
    } catch (error) {
      throw readFailure(this.#path, error);
    }
    if (state === this.#read) return;
    this.#byHash = new Map(readKeys(this.#path).map((key) => [key.sha256, key]));
    this.#read = state;
  }
}
