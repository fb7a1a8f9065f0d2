/** How far a model is with the rules of a text, on stderr: a local one may take ten seconds a rule. */

import { ProgressLines } from './progress.ts';

export class AnswersProgress {
  readonly #lines: ProgressLines;
  readonly #now: () => number;
  #isBegun = false;

  /** `now` in milliseconds. */
  constructor(lines: ProgressLines = new ProgressLines(), now: () => number = () => performance.now()) {
    this.#lines = lines;
    this.#now = now;
  }

  /** For the checker, which tells of each answer; it tells of none where no model is asked. */
  ofText(id: string): (done: number, total: number) => void {
    let begun = 0;
    return (done, total) => {
      if (done === 0) begun = this.#now();
      if (!this.#isBegun) this.#lines.begun('check');
      this.#isBegun = true;
      const seconds = (this.#now() - begun) / 1000;
      const rate = seconds > 0 ? done / seconds : 0;
      const secondsLeft = rate > 0 ? (total - done) / rate : undefined;
      const counted = { done, total, rate, metric: id, secondsLeft };
      this.#lines.progress({ stage: 'check', unit: 'verdicts', rateUnit: 'verdicts', ...counted });
    };
  }

  /** Before anything else is written. */
  close(): void {
    this.#lines.close();
  }
}
