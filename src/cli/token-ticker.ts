/** A sign of life on a terminal while a model answers: how many tokens there are, and how fast they come. */

import type { TextModel } from '../models/index.ts';
import type { ProgressOutput } from './progress.ts';

const EVERY_MS = 200;

export class TokenTicker {
  readonly #output: ProgressOutput;
  readonly #now: () => number;
  #tokens = 0;
  #begun = 0;
  #shown = 0;

  /** `now` in milliseconds. */
  constructor(output: ProgressOutput = process.stderr, now: () => number = () => performance.now()) {
    this.#output = output;
    this.#now = now;
  }

  token(): void {
    this.#tokens++;
    const now = this.#now();
    if (this.#output.isTTY !== true || now - this.#shown < EVERY_MS) return;
    this.#shown = now;
    const rate = (1000 * this.#tokens) / Math.max(1, now - this.#begun);
    this.#output.write(`\r\u001b[2K${this.#tokens} tokens, ${rate.toFixed(1)}/s`);
  }

  /** The model, with the line begun and taken away again around each answer. */
  over(model: TextModel): TextModel {
    return {
      id: model.id,
      generate: async (messages, params, numSamples) => {
        [this.#tokens, this.#begun] = [0, this.#now()];
        try {
          return await model.generate(messages, params, numSamples);
        } finally {
          if (this.#output.isTTY === true && this.#tokens > 0) this.#output.write('\r\u001b[2K');
        }
      },
    };
  }
}
