/** The error of an argument that a calculator cannot use: which, its value, and what is expected. */

import { InputError } from '../core/errors.ts';

const LONGEST = 80;

export function wrongArgument(argument: string, value: unknown, expected: string): InputError {
  return new InputError(`${argument} is ${display(value)}; expected ${expected}`);
}

/** A value as it may stand in a message; what is long is cut. */
function display(value: unknown): string {
  if (value === undefined) return 'missing';
  const written = JSON.stringify(value) ?? String(value);
  return written.length > LONGEST ? `${written.slice(0, LONGEST)}…` : written;
}
