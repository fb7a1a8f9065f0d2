/** A sample of a stream that is checked now and then while it is written, and wholly at its end. */

import type { ChunkChoice } from '../openai/answers.ts';
import type { Evidence } from './documents.ts';
import { RunningCheck } from './running-check.ts';
import type { Check, CheckUpdate } from './running-check.ts';

/** Each check reads the whole answer so far. */
const EVERY_MS = 250;

export class StreamedCheck {
  readonly #check: RunningCheck;
  #reasoning = '';
  #content = '';
  #last = performance.now();

  constructor(evidence: Evidence) {
    this.#check = new RunningCheck(evidence);
  }

  /** What the chunk makes clear; null: nothing yet. */
  push({ delta, finish_reason: finish }: ChunkChoice): CheckUpdate | Check | null {
    this.#reasoning += delta.reasoning_content ?? '';
    this.#content += delta.content ?? '';
    for (const calculation of delta.calculations ?? []) this.#check.learn(calculation);
    if (finish !== null) return this.#check.end(this.#reasoning, this.#content);
    if (performance.now() - this.#last < EVERY_MS) return null;
    this.#last = performance.now();
    return this.#check.update(this.#reasoning, this.#content);
  }
}
