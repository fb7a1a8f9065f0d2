/** Collects the values that answers are filtered by. */

import type { Facet } from './page-data.ts';

/** What an answer has no value of: shown as such, so that it can be filtered for too. */
const NONE = '–';

export class FacetWriter {
  readonly facet: Facet;
  readonly #numbers = new Map<string, number>();

  constructor(key: string, title: string, many = false) {
    this.facet = { key, title, values: [], codes: [], many };
  }

  add(value: string | null | undefined): void {
    this.facet.codes.push(this.#number(value ?? NONE));
  }

  addAll(values: readonly string[]): void {
    this.facet.codes.push(values.reduce((sum, value) => sum + 2 ** this.#number(value), 0));
  }

  #number(value: string): number {
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    this.#numbers.set(value, this.facet.values.length);
    return this.facet.values.push(value) - 1;
  }
}
