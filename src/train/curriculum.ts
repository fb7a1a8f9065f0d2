/**
 * Curriculum: one mixture of documents after another, each until what it teaches is learnt.
 *
 * By the count of documents or steps alone, a phase that comes before its ground is there is lost, and when a skill forms
 * differs from seed to seed by thousands of steps (LOG.md).
 */

import { z } from 'zod';

/** One phase. The last one has no end of its own: it lasts as long as the stage. */
export interface Phase {
  /** For kinds of documents: the loss, in nats per learnt token, that ends the phase once all are at theirs or below. */
  until?: Readonly<Record<string, number>> | undefined;
  /** Steps after which the phase ends at the latest; absent: no limit. */
  atMost?: number | undefined;
}

export const curriculumStateSchema = z.object({
  phase: z.int(),
  /** Steps done in the phase. */
  steps: z.int(),
  losses: z.record(z.string(), z.number()),
});
export type CurriculumState = z.infer<typeof curriculumStateSchema>;

/** Of the running mean, a step's share: about the last 20 steps count. */
const SHARE = 0.05;

export class Curriculum {
  readonly #phases: readonly Phase[];
  #phase: number;
  #steps: number;
  /** Running means by kind, of the steps in this phase. */
  #losses: Map<string, number>;

  constructor(phases: readonly Phase[], state: CurriculumState | null = null) {
    this.#phases = phases;
    this.#phase = state?.phase ?? 0;
    this.#steps = state?.steps ?? 0;
    this.#losses = new Map(Object.entries(state?.losses ?? {}));
  }

  /** Number of the phase, from 0. */
  get phase(): number {
    return this.#phase;
  }

  /** To be kept in a checkpoint. */
  get state(): CurriculumState {
    return { phase: this.#phase, steps: this.#steps, losses: Object.fromEntries(this.#losses) };
  }

  /** Takes in a step's losses by kind, in nats per learnt token; true when the next step belongs to the next phase. */
  observe(losses: ReadonlyMap<string, number>): boolean {
    this.#steps += 1;
    for (const [kind, loss] of losses) {
      const mean = this.#losses.get(kind) ?? loss;
      this.#losses.set(kind, mean + SHARE * (loss - mean));
    }
    if (this.#phase >= this.#phases.length - 1 || !this.#isOver()) return false;
    this.#phase += 1;
    this.#steps = 0;
    this.#losses = new Map();
    return true;
  }

  #isOver(): boolean {
    const { until, atMost } = this.#phases[this.#phase] as Phase;
    if (this.#steps >= (atMost ?? Infinity)) return true;
    if (until === undefined || this.#steps < 1 / SHARE) return false;
    return Object.entries(until).every(([kind, loss]) => (this.#losses.get(kind) ?? Infinity) <= loss);
  }
}
