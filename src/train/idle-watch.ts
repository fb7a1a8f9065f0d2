/**
 * IdleWatch: notices a GRPO stage that goes on without learning, or has unlearnt. A step in which every answer to a question gets the
 * same reward makes no update (departure 2 in `grpo.ts`); by chance that happens now and then, ten times in a row it
 * means that the questions give this model no signal. Counts anew after a resume.
 */

import { DivergedError } from '../core/errors.ts';

const PATIENCE = 10;
/** Steps without an update, and share of the best mean reward, that tell a destroyed policy from one without a signal. */
const PATIENCE_AFTER_FALL = 5;
const FALLEN = 0.1;

export interface IdleStep {
  /** Optimiser steps made. */
  updates: number;
  /** Null where no answer was judged. */
  rewardMean: number | null;
}

export class IdleWatch {
  readonly #stage: string;
  readonly #patience: number;
  #streak = 0;
  #best = 0;

  /** A stage shorter than the patience is idle when all its `steps` are. */
  constructor(stage: string, steps: number) {
    this.#stage = stage;
    this.#patience = Math.min(PATIENCE, steps);
  }

  /**
   * The warning to give after step `step` (from 1), once a streak; null for none. Throws DivergedError when the reward has
   * fallen to nothing: a policy that an update destroyed answers everything alike, so neither loss nor KL would tell.
   */
  observe(step: number, { updates, rewardMean }: IdleStep): string | null {
    this.#streak = updates > 0 ? 0 : this.#streak + 1;
    this.#best = Math.max(this.#best, rewardMean ?? 0);
    if (this.#streak >= PATIENCE_AFTER_FALL && rewardMean !== null && rewardMean < FALLEN * this.#best) {
      throw new DivergedError(
        `the mean reward fell from ${this.#best.toFixed(2)} to ${rewardMean.toFixed(2)}, with no update for ${this.#streak} steps,`,
        { hint: 'Lower the learning rate and run again.' },
      );
    }
    if (this.#streak !== this.#patience) return null;
    const last = rewardMean === null ? 'no answer could be judged' : `mean reward ${rewardMean.toFixed(2)}`;
    return (
      `${this.#stage}: no update in ${this.#streak} steps up to step ${step}, since no question got answers of different ` +
      `reward (${last}): use questions that the model answers sometimes right and sometimes wrong, a greater groupSize, ` +
      'or a model that SFT has brought further'
    );
  }
}
