/** How hard a provider may be asked, with the defaults. */

import type { GateLimits } from './gate.ts';

export interface Limits extends Partial<GateLimits> {
  /** Times that a request is sent before it is given up. */
  tries?: number;
  /** Seconds that one try may take; reasoning models are slow. */
  timeoutSeconds?: number;
  /** Seconds before the second try; doubles from try to try, up to a minute. */
  firstWaitSeconds?: number;
  /** Seconds without a word of the server after which that is told. */
  silenceSeconds?: number;
}

export type AllLimits = Required<
  Pick<Limits, 'concurrency' | 'tries' | 'timeoutSeconds' | 'firstWaitSeconds' | 'silenceSeconds'>
> &
  GateLimits;

export function withDefaults(limits: Limits = {}): AllLimits {
  const tries = { tries: 6, timeoutSeconds: 600, firstWaitSeconds: 0.5, silenceSeconds: 60 };
  return { concurrency: 128, ...tries, ...limits };
}
