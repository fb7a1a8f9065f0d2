/**
 * The sequences of a llama.cpp context, which are worked on as one batch; requests beyond them wait in their order. A request gets the
 * free sequence that remembers most of its prompt, so that what prompts begin with alike (instructions, a document) is read once.
 */

import type { FinR1Error } from '../core/errors.ts';
import type { LlamaSequence, Token } from './llama-library.ts';

interface Waiting {
  resolve: (sequence: LlamaSequence) => void;
  reject: (reason: FinR1Error) => void;
}

export class LlamaSequences {
  readonly #free: Set<LlamaSequence>;
  readonly #waiting: Waiting[] = [];
  #closed: FinR1Error | undefined;

  constructor(sequences: readonly LlamaSequence[]) {
    this.#free = new Set(sequences);
  }

  /** Does `work` with a sequence of its own. */
  async use<T>(prompt: readonly Token[], work: (sequence: LlamaSequence) => Promise<T>): Promise<T> {
    const sequence = await this.#take(prompt);
    try {
      return await work(sequence);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free.add(sequence);
      else next.resolve(sequence);
    }
  }

  /** Ends what waits and what will come with `reason`. */
  close(reason: FinR1Error): void {
    this.#closed = reason;
    for (const { reject } of this.#waiting.splice(0)) reject(reason);
  }

  async #take(prompt: readonly Token[]): Promise<LlamaSequence> {
    if (this.#closed) throw this.#closed;
    let best: LlamaSequence | undefined;
    let remembered = -1;
    for (const sequence of this.#free) {
      const { firstDifferentIndex } = sequence.compareContextTokens(prompt);
      if (firstDifferentIndex <= remembered) continue;
      best = sequence;
      remembered = firstDifferentIndex;
    }
    if (best === undefined) return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
    this.#free.delete(best);
    return best;
  }
}
