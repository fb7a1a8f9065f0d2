/** The program of the thread that calculates (`calculator-thread.ts`): looking for all roots of absurd cash flows takes seconds. */

import { parentPort } from 'node:worker_threads';
import { outcomeOf } from './calculated.ts';

export interface CalculatorJob {
  name: string;
  /** JSON. */
  args: string;
}

parentPort?.on('message', ({ name, args }: CalculatorJob) => parentPort?.postMessage(outcomeOf(name, args)));
