/** What an answer has taken so far: for usage, limits and logs, also when its reader leaves before the end. */

import type { ChatAnswer, ChatEvent } from '../../models/index.ts';

export interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
}

export class AnswerRecord {
  readonly model: string;
  #promptTokens: number;
  readonly #begun: number;
  /** Of the samples that go on, and of those that have ended. */
  readonly #running = new Map<number, number>();
  #ended = 0;
  /** Milliseconds from the request to the first text; null: none yet. */
  firstTextMs: number | null = null;

  constructor(model: string, { promptTokens }: ChatAnswer, begun: number) {
    this.model = model;
    this.#promptTokens = promptTokens;
    this.#begun = begun;
  }

  take(event: ChatEvent): void {
    const { sample } = event;
    if ('end' in event) {
      this.#running.delete(sample);
      this.#ended += event.completionTokens;
      this.#promptTokens = event.promptTokens ?? this.#promptTokens;
    } else {
      this.#running.set(sample, (this.#running.get(sample) ?? 0) + event.tokens);
      if (event.text !== '') this.firstTextMs ??= Math.round(performance.now() - this.#begun);
    }
  }

  get usage(): Usage {
    const completion = this.#ended + this.#running.values().reduce((sum, tokens) => sum + tokens, 0);
    return {
      prompt_tokens: this.#promptTokens,
      completion_tokens: completion,
      total_tokens: this.#promptTokens + completion,
    };
  }
}
