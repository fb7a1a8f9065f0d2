/**
 * DivergenceWatch: stops a stage whose loss has left the rails.
 *
 * Rule: a non-finite loss or gradient norm stops at once. A finite loss is a spike when it exceeds three times the
 * running reference plus a margin of 1 (nats per token for cross-entropy) and the stage's first loss; five spikes in a
 * row stop the stage. The reference is an exponential mean (decay 0.95) of the losses that were no spikes, not below 0, so
 * that the rule also serves GRPO, whose loss hovers around 0. A curriculum that brings in text never seen raises the loss
 * by far more than a factor, but not above what a model knew at first.
 */

import { DivergedError } from '../core/errors.ts';

const FACTOR = 3;
const MARGIN = 1;
const PATIENCE = 5;
const DECAY = 0.95;

export interface DivergenceState {
  readonly first: number | null;
  readonly reference: number | null;
  readonly spikes: number;
}

export class DivergenceWatch {
  #first: number | null;
  #reference: number | null;
  #spikes: number;
  readonly #stage: string;
  readonly #own = new WeakSet<Error>();

  constructor(stage: string, state: DivergenceState = { first: null, reference: null, spikes: 0 }) {
    this.#stage = stage;
    this.#first = state.first;
    this.#reference = state.reference;
    this.#spikes = state.spikes;
  }

  /** To be kept in a checkpoint. */
  get state(): DivergenceState {
    return { first: this.#first, reference: this.#reference, spikes: this.#spikes };
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
    const reference = this.#reference ?? loss;
    this.#first ??= loss;
    const limit = Math.max(this.#first, FACTOR * Math.max(0, reference) + MARGIN);
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
      hint: 'The last good checkpoint is kept. Lower the learning rate or the gradient clip and run again.',
      cause,
    });
    this.#own.add(error);
    return error;
  }
}
