/**
 * What a text must hold for a phrase to stand in it. Anchors are looked up for all phrases at once, so that a text is searched only for
 * the few phrases that can stand in it.
 */

/** One of these is in every text where the phrase stands; null where no such set is known. */
export type Anchors = ReadonlySet<string> | null;

/** Of several parts of a phrase that all have to stand there, the anchors of the rarest: long, and few. */
export function rarestAnchors(each: readonly Anchors[]): Anchors {
  let rarest: Anchors = null;
  let best = -Infinity;
  for (const anchors of each) {
    if (anchors === null || anchors.size === 0) continue;
    const rarity = Math.min(...[...anchors].map((anchor) => anchor.length)) - anchors.size / 1000;
    if (rarity > best) [rarest, best] = [anchors, rarity];
  }
  return rarest;
}

/** The anchors of all phrases of a language, by what they are. A set gets a number, which stands for it in a text. */
export class AnchorIndex {
  readonly #numbers = new Map<string, number>();
  readonly #byAnchor = new Map<string, number[]>();

  /** The number of a set of anchors. */
  numberOf(anchors: ReadonlySet<string>): number {
    const key = [...anchors].sort().join('\n');
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(key, number);
    for (const anchor of anchors) {
      const numbers = this.#byAnchor.get(anchor);
      if (numbers === undefined) this.#byAnchor.set(anchor, [number]);
      else numbers.push(number);
    }
    return number;
  }

  /** For each set, by number, whether one of its anchors is among what a text has: 1 or 0. */
  present(features: Iterable<string>): Uint8Array {
    const present = new Uint8Array(this.#numbers.size);
    for (const feature of features) {
      const numbers = this.#byAnchor.get(feature);
      if (numbers !== undefined) for (const number of numbers) present[number] = 1;
    }
    return present;
  }
}
