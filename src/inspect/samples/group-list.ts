/** The groups of rollouts: those to one question in one step, which stand one after the other in the file. */

import { Column } from '../lines/column.ts';

export interface GroupMember {
  row: number;
  stage: number;
  step: number;
  id: number;
  sample: number;
  reward: number | null;
}

/** As in training: rewards that differ by less are alike. */
const ALIKE = 1e-8;

export class GroupList {
  readonly #first = new Column(Int32Array);
  readonly #last = new Column(Int32Array);
  readonly #stage = new Column(Int32Array);
  readonly #step = new Column(Int32Array);
  readonly #id = new Column(Int32Array);
  /** Of the rewards; NaN while no rollout has one. */
  readonly #least = new Column(Float64Array);
  readonly #most = new Column(Float64Array);
  #lastSample = -1;
  #steps: { first: number; last: number } | null = null;
  readonly #stages = new Set<number>();

  get size(): number {
    return this.#first.size;
  }

  get steps(): { first: number; last: number } | null {
    return this.#steps;
  }

  /** Numbers of the stages that have rollouts. */
  get stages(): ReadonlySet<number> {
    return this.#stages;
  }

  add({ row, stage, step, id, sample, reward }: GroupMember): void {
    const last = this.size - 1;
    const isSame =
      last >= 0 && this.stage(last) === stage && this.step(last) === step && this.id(last) === id;
    // A step may ask the same question twice.
    if (!isSame || sample <= this.#lastSample) this.#begin(row, stage, step, id);
    this.#lastSample = sample;
    const group = this.size - 1;
    this.#last.set(group, row);
    if (reward === null) return;
    const [least, most] = [this.#least.at(group), this.#most.at(group)];
    this.#least.set(group, least <= reward ? least : reward);
    this.#most.set(group, most >= reward ? most : reward);
  }

  first(group: number): number {
    return this.#first.at(group);
  }

  /** Rows up to this one that are rollouts belong to the group. */
  last(group: number): number {
    return this.#last.at(group);
  }

  stage(group: number): number {
    return this.#stage.at(group);
  }

  step(group: number): number {
    return this.#step.at(group);
  }

  id(group: number): number {
    return this.#id.at(group);
  }

  /** Null where no rollout has a reward. */
  spread(group: number): 'signal' | 'flat' | null {
    const range = this.#most.at(group) - this.#least.at(group);
    if (Number.isNaN(range)) return null;
    return range > ALIKE ? 'signal' : 'flat';
  }

  #begin(row: number, stage: number, step: number, id: number): void {
    this.#first.push(row);
    this.#last.push(row);
    this.#stage.push(stage);
    this.#step.push(step);
    this.#id.push(id);
    this.#least.push(NaN);
    this.#most.push(NaN);
    this.#stages.add(stage);
    this.#steps = {
      first: Math.min(this.#steps?.first ?? step, step),
      last: Math.max(this.#steps?.last ?? step, step),
    };
  }
}
