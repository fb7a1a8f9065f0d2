/**
 * DivergenceWatch: stops a stage whose loss has left the rails.
 *
 * Rule: a non-finite loss or gradient norm stops at once. A finite loss is a spike when it exceeds three times the
 * running reference plus a margin of 1 (nats per token for cross-entropy); five spikes in a row stop the stage. The
 * reference is an exponential mean (decay 0.95) of the losses that were no spikes, not below 0, so that the rule also
 * serves GRPO, whose loss hovers around 0. Where a curriculum brings in text never seen, the loss may jump to several
 * times that of the first step: for the 50 steps after it the reference follows the loss, and only what is no number stops.
 */

import { DivergedError } from '../core/errors.ts';

const FACTOR = 3;
const MARGIN = 1;
const PATIENCE = 5;
const DECAY = 0.95;
const NEW_TEXT_STEPS = 50;

export interface DivergenceState {
  readonly reference: number | null;
  readonly spikes: number;
  /** Steps for which text is still new. */
  readonly newText: number;
}

export class DivergenceWatch {
  #reference: number | null;
  #spikes: number;
  #newText: number;
  readonly #stage: string;
  readonly #own = new WeakSet<Error>();

  constructor(stage: string, state: DivergenceState = { reference: null, spikes: 0, newText: 0 }) {
    this.#stage = stage;
    this.#reference = state.reference;
    this.#spikes = state.spikes;
    this.#newText = state.newText;
  }

  /** To be kept in a checkpoint. */
  get state(): DivergenceState {
    return { reference: this.#reference, spikes: this.#spikes, newText: this.#newText };
  }

  /** The text from the next step on is unlike the text before. */
  expectNewText(): void {
    this.#newText = NEW_TEXT_STEPS;
  }

  /** Throws `DivergedError` when `value` is not finite. `step` counts from 1. */
  requireFinite(step: number, name: string, value: number): void {
    if (Number.isFinite(value)) return;
    throw this.#diverged(`${name} is ${String(value)} at step ${step}`);
  }

  /** The error to throw for one that ended a step: an engine's own DivergedError, which knows no steps, gets stage and step. */
  attribute(step: number, error: unknown): unknown {
    if (!(error instanceof DivergedError) || this.#own.has(error)) return error;
    return this.#diverged(`${error.message} at step ${step}`, error);
  }

  /** Takes in the loss of a finished step; throws `DivergedError` at the fifth spike in a row. */
  observe(step: number, loss: number): void {
    this.requireFinite(step, 'the loss', loss);
    if (this.#newText > 0) {
      this.#newText -= 1;
      this.#reference = loss;
      this.#spikes = 0;
      return;
    }
    const reference = this.#reference ?? loss;
    const limit = FACTOR * Math.max(0, reference) + MARGIN;
    if (loss <= limit) {
      this.#reference = DECAY * reference + (1 - DECAY) * loss;
      this.#spikes = 0;
      return;
    }
    this.#spikes += 1;
    if (this.#spikes < PATIENCE) return;
    throw this.#diverged(
      `the loss exploded: ${loss.toPrecision(4)} at step ${step}, above ${limit.toPrecision(4)} for ${PATIENCE} steps`,
    );
  }

  #diverged(what: string, cause?: unknown): DivergedError {
    const error = new DivergedError(`${this.#stage}: ${what}`, {
      hint: 'Lower the learning rate or the gradient clip and run again.',
      cause,
    });
    this.#own.add(error);
    return error;
  }
}
