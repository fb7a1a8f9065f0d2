/** For tests: an evaluation that shows nothing and goes on to its end. */

import type { EvaluateOptions } from './evaluate-run.ts';

export function quietEvaluation(runsDir: string): Omit<EvaluateOptions, 'model' | 'warn'> {
  const { signal } = new AbortController();
  return {
    runsDir,
    signal,
    acceptedLicences: [],
    onEvent: () => undefined,
    onBegun: () => undefined,
    onProgress: () => undefined,
  };
}
