/** Ends a text before the first of several stop texts, and holds back what may yet become one. */

export class StopTexts {
  readonly #stops: readonly string[];
  #held = '';
  #isOver = false;

  constructor(stops: readonly string[]) {
    this.#stops = stops.filter((stop) => stop !== '');
  }

  /** A stop text was met: nothing more belongs to the answer. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** What can be told for sure. */
  push(text: string): string {
    if (this.#isOver) return '';
    const all = this.#held + text;
    const found = this.#stops.map((stop) => all.indexOf(stop)).filter((at) => at >= 0);
    if (found.length > 0) {
      this.#isOver = true;
      this.#held = '';
      return all.slice(0, Math.min(...found));
    }
    const keep = Math.max(0, ...this.#stops.map((stop) => overlap(all, stop)));
    this.#held = all.slice(all.length - keep);
    return all.slice(0, all.length - keep);
  }

  /** What was held back, once nothing more comes. */
  end(): string {
    const held = this.#held;
    this.#held = '';
    return held;
  }
}

/** Length of the longest end of `text` that `stop` begins with. */
export function overlap(text: string, stop: string): number {
  for (let length = Math.min(text.length, stop.length - 1); length > 0; length--)
    if (stop.startsWith(text.slice(text.length - length))) return length;
  return 0;
}
