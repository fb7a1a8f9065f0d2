/**
 * What an engine answers is looked at before it counts: log probabilities that are missing or no numbers, and fewer answers
 * than were asked for, are errors of the back end, never zeros.
 */

import { FinR1Error } from '../core/errors.ts';

/** `what` begins with a subject: `the sampler gave 3 answers of 8`. */
export function badAnswer(what: string): FinR1Error {
  return new FinR1Error('engine-answer', `the back end's answer cannot be used: ${what}`, {
    hint: 'Run again to go on from the last checkpoint; if it comes back, look at the log of the server.',
  });
}

/** `values`, held to be `count` finite log probabilities. `what` names them and where they are from. */
export function requireLogprobs(
  values: ArrayLike<number> | undefined,
  count: number,
  what: string,
): asserts values is ArrayLike<number> {
  if (values?.length !== count)
    throw badAnswer(`${what}: ${values?.length ?? 'no'} values for ${count} tokens`);
  for (let i = 0; i < count; i++) {
    if (!Number.isFinite(values[i]))
      throw badAnswer(`${what}: ${String(values[i])} at token ${i + 1} of ${count}`);
  }
}
