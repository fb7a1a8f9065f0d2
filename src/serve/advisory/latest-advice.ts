/** The last advices whose explanation a model wrote, by what was asked. */

import type { Advice } from '../../apps/advisory/index.ts';
import { contentHash } from '../../core/ids.ts';

const KEPT = 16;

export class LatestAdvice {
  readonly #kept = new Map<string, Advice>();

  keep(asked: unknown, advice: Advice): void {
    const key = keyOf(asked);
    this.#kept.delete(key);
    this.#kept.set(key, advice);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
    }
  }

  of(asked: unknown): Advice | undefined {
    return this.#kept.get(keyOf(asked));
  }
}

function keyOf(asked: unknown): string {
  return contentHash(asked, 64);
}
