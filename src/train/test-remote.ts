/**
 * A back end that is far away, for tests: verbs are carried out in the order of the calls, their results come late and in another
 * order, and what was submitted before which result was read is written down.
 */

import { Random } from '../core/random.ts';
import type { SamplingClient, TrainingClient } from '../tinker/types.ts';

/**
 * `> name` when a verb is submitted, `< name` when its result arrives; forwardBackward is `gradient`, optimStep `step`,
 * computeLogprobs `score`.
 */
export type Journal = string[];

const names = {
  forward: 'forward',
  forwardBackward: 'gradient',
  optimStep: 'step',
  saveWeights: 'save',
  snapshotSampler: 'snapshot',
  sample: 'sample',
  computeLogprobs: 'score',
} as const;

/** `client` behind a line of at most `longest` turns of the event loop; a result overtakes another by chance of `seed`. */
export function remote<T extends TrainingClient | SamplingClient>(
  client: T,
  journal: Journal,
  seed = 1,
  longest = 5,
): T {
  const random = Random.derive(seed, 'remote');
  return new Proxy(client, {
    get(target, key) {
      const verb: unknown = Reflect.get(target, key, target);
      if (typeof verb !== 'function') return verb;
      const call = verb.bind(target) as (...input: unknown[]) => unknown;
      const name = names[key as keyof typeof names] as string | undefined;
      if (name === undefined) return call;
      return async (...input: unknown[]): Promise<unknown> => {
        journal.push(`> ${name}`);
        const [outcome] = await Promise.allSettled([call(...input)]);
        for (let turns = random.int(1, longest); turns > 0; turns--) await nextTurn();
        journal.push(`< ${name}`);
        if (outcome.status === 'rejected') throw outcome.reason;
        if (name !== names.snapshotSampler) return outcome.value;
        return remote(outcome.value as SamplingClient, journal, seed, longest);
      };
    },
  });
}

/** Verbs under way at once, at most. */
export function mostInFlight(journal: Journal): number {
  let most = 0;
  let now = 0;
  for (const entry of journal) {
    now += entry.startsWith('>') ? 1 : -1;
    most = Math.max(most, now);
  }
  return most;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
