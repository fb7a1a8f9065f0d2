/** What an answer has taken so far: for usage, limits and logs, also when its reader leaves before the end. */

import type { ChatEvent } from '../../models/index.ts';

export interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
}

/** What it took to ask the model once. */
class RoundRecord {
  promptTokens: number;
  /** Of the samples that go on, and of those that have ended. */
  readonly #running = new Map<number, number>();
  #ended = 0;
  readonly #onText: () => void;

  constructor(promptTokens: number, onText: () => void) {
    this.promptTokens = promptTokens;
    this.#onText = onText;
  }

  take(event: ChatEvent): void {
    const { sample } = event;
    if ('end' in event) {
      this.#running.delete(sample);
      this.#ended += event.completionTokens;
      this.promptTokens = event.promptTokens ?? this.promptTokens;
    } else if ('call' in event) this.#onText();
    else {
      this.#running.set(sample, (this.#running.get(sample) ?? 0) + event.tokens);
      if (event.text !== '') this.#onText();
    }
  }

  get completionTokens(): number {
    return this.#ended + this.#running.values().reduce((sum, tokens) => sum + tokens, 0);
  }
}

export class AnswerRecord {
  readonly model: string;
  readonly #begun: number;
  readonly #rounds: RoundRecord[] = [];
  /** Milliseconds from the request to the first text or call; null: none yet. */
  firstTextMs: number | null = null;
  /** The status that a stream broke off with after its beginning; null: it did not. */
  brokenWith: number | null = null;

  constructor(model: string, begun: number) {
    this.model = model;
    this.#begun = begun;
  }

  /** The model was asked, once more where calculators are at work. */
  round(promptTokens: number): RoundRecord {
    const round = new RoundRecord(promptTokens, () => {
      this.firstTextMs ??= Math.round(performance.now() - this.#begun);
    });
    this.#rounds.push(round);
    return round;
  }

  /** Times that the model was asked. */
  get rounds(): number {
    return this.#rounds.length;
  }

  get usage(): Usage {
    const sum = (of: (round: RoundRecord) => number): number =>
      this.#rounds.reduce((all, round) => all + of(round), 0);
    const prompt = sum(({ promptTokens }) => promptTokens);
    const completion = sum(({ completionTokens }) => completionTokens);
    return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
  }
}
