/** Arguments of a calculator from JSON, digit by digit: a number that a float would change is read as the decimal that was written. */

import { InputError } from '../core/errors.ts';
import { Exact } from './decimal.ts';

type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;
/** The text behind a value is in Node, and not yet in TypeScript's library. */
const parseWithSource = JSON.parse as (text: string, reviver: Reviver) => unknown;

/** @throws InputError for what is no JSON. */
export function readArguments(text: string): unknown {
  try {
    return parseWithSource(text, (_key, value, { source }) =>
      typeof value === 'number' && source !== undefined && isChanged(value, source) ? source : value,
    );
  } catch (cause) {
    throw new InputError(
      `the arguments are no JSON (${cause instanceof Error ? cause.message : 'unreadable'})`,
      {
        cause,
      },
    );
  }
}

function isChanged(value: number, source: string): boolean {
  return !new Exact(source).equals(value);
}
