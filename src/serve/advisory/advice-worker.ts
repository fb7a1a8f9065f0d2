/** The program of the thread that computes advice (`advice-thread.ts`): portfolios and simulations take a second, and streams must not wait. */

import { parentPort } from 'node:worker_threads';
import { computeAdvice } from '../../apps/advisory/index.ts';
import type { Advice, AdviceInput, Extent } from '../../apps/advisory/index.ts';
import type { RuleFacts } from '../../apps/compliance/index.ts';
import { FinR1Error, InputError } from '../../core/errors.ts';

export interface AdviceJob {
  input: AdviceInput;
  extent: Extent;
  /** All that the gate may cite. */
  rules: RuleFacts[];
  rulebooks: readonly { name: string; version: string }[];
}

export type AdviceOutcome =
  | { advice: Advice }
  /** `isInput`: of what was given, so that its client is told. Errors themselves lose their kind between threads. */
  | { error: string; code: string; isInput: boolean };

parentPort?.on('message', (job: AdviceJob) => {
  void outcomeOf(job).then((outcome) => parentPort?.postMessage(outcome));
});

async function outcomeOf({ input, extent, rules, rulebooks }: AdviceJob): Promise<AdviceOutcome> {
  const findRule = (id: string): RuleFacts => {
    const rule = rules.find((one) => one.id === id);
    if (rule === undefined) throw new RangeError(`the gate cites ${id}, which was not given`);
    return rule;
  };
  try {
    return { advice: await computeAdvice(input, { findRule, rulebooks }, extent) };
  } catch (error) {
    return {
      error: error instanceof Error ? error.message : String(error),
      code: FinR1Error.isInstance(error) ? error.code : 'advice',
      isInput: error instanceof InputError,
    };
  }
}
