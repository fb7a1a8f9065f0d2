/**
 * Waiting for verbs that were submitted together. A step costs one round trip when its forward-backward and its optimiser
 * step are on their way before either result is read.
 */

/** Waits for all of them, so that nothing is left in flight; throws the error of the first in this order that failed. */
export async function allInOrder<T extends readonly Promise<unknown>[]>(
  promises: readonly [...T],
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const outcomes = await Promise.allSettled<readonly Promise<unknown>[]>(promises);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return Promise.all<readonly [...T]>(promises);
}
