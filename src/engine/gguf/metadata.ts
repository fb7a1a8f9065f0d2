/**
 * The metadata of a GGUF file: typed values by key. Integers of 64 bits are bigints where a double cannot hold them.
 * Reading a value of another type than expected names the file and the key.
 */

import { InputError } from '../../core/errors.ts';

/** Value types of the GGUF specification, in the order of their numbers. */
export const valueTypes = [
  'uint8',
  'int8',
  'uint16',
  'int16',
  'uint32',
  'int32',
  'float32',
  'bool',
  'string',
  'array',
  'uint64',
  'int64',
  'float64',
] as const;
export type ValueType = (typeof valueTypes)[number];

export type Value = number | bigint | boolean | string | Value[];

export class Metadata {
  readonly path: string;
  readonly values: ReadonlyMap<string, Value>;

  constructor(path: string, values: ReadonlyMap<string, Value>) {
    this.path = path;
    this.values = values;
  }

  /** Undefined where the key is missing; throws `InputError` where its value is no finite number. */
  number(key: string): number | undefined {
    const value = this.values.get(key);
    if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value;
    throw this.#wrong(key, 'a number', value);
  }

  string(key: string): string | undefined {
    const value = this.values.get(key);
    if (value === undefined || typeof value === 'string') return value;
    throw this.#wrong(key, 'a text', value);
  }

  boolean(key: string): boolean | undefined {
    const value = this.values.get(key);
    if (value === undefined || typeof value === 'boolean') return value;
    throw this.#wrong(key, 'true or false', value);
  }

  strings(key: string): string[] | undefined {
    const value = this.values.get(key);
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    throw this.#wrong(key, 'a list of texts', value);
  }

  numbers(key: string): number[] | undefined {
    const value = this.values.get(key);
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every((item) => typeof item === 'number')) return value;
    throw this.#wrong(key, 'a list of numbers', value);
  }

  /** A positive whole number that must be there. */
  count(key: string): number {
    const value = this.required(key, this.number(key));
    if (Number.isSafeInteger(value) && value > 0) return value;
    throw this.#wrong(key, 'a positive whole number', value);
  }

  /** `value`, which must be there. */
  required<T>(key: string, value: T | undefined): T {
    if (value !== undefined) return value;
    throw new InputError(`${this.path}: the metadata has no ${key}`, {
      hint: 'It may be an adapter or a part of a model; use the GGUF file of a whole language model.',
    });
  }

  #wrong(key: string, expected: string, value: Value): InputError {
    const got = Array.isArray(value) ? `a list of ${value.length}` : String(value).slice(0, 60);
    return new InputError(`${this.path}: ${key} must be ${expected}, got ${got}`, {
      hint: 'Use a file that a current converter of llama.cpp has written.',
    });
  }
}
