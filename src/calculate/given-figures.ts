/** For calculators whose choice decides which other arguments they need: no needed one missing, no other one given. */

import { wrongArgument } from './wrong-argument.ts';

/** A figure that cannot be done without. */
export function given<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw wrongArgument(name, undefined, 'a number');
  return value;
}

/** `reason` says what needs them, e.g. `for "current_ratio"`. */
export function checkGiven(
  args: Readonly<Record<string, unknown>>,
  needed: readonly string[],
  optional: readonly string[],
  reason: string,
): void {
  for (const name of needed) {
    if (args[name] === undefined) {
      throw wrongArgument(name, undefined, `a number, as ${listed(needed)} are needed ${reason}`);
    }
  }
  for (const [name, value] of Object.entries(args)) {
    if (value === undefined || needed.includes(name) || optional.includes(name)) continue;
    throw wrongArgument(
      name,
      value,
      `it to be left out ${reason}, which takes ${listed([...needed, ...optional])}`,
    );
  }
}

function listed(names: readonly string[]): string {
  return names.join(', ');
}
