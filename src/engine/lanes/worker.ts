/** The program of a helper thread: a step runner that is told what to do by messages (`helper-lane.ts`). */

import { parentPort, workerData } from 'node:worker_threads';
import { StepRunner } from './step-runner.ts';
import type { LaneOptions, Work, WorkResult } from './step-runner.ts';

/** What a helper answers: the results, or what went wrong. */
export type Answer = { results: WorkResult[] } | { error: unknown };

const runner = new StepRunner(workerData as LaneOptions);

async function answerTo(works: readonly Work[]): Promise<Answer> {
  try {
    return { results: await runner.run(works) };
  } catch (error) {
    return { error };
  }
}

parentPort?.on('message', (works: readonly Work[]) => {
  void answerTo(works).then((answer) => parentPort?.postMessage(answer));
});
