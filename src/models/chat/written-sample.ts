/** One sample as far as it is written: tokens to text, up to a stop text. */

import type { HfTokenizer, StreamedToken } from '../../engine/index.ts';
import type { ChatEvent, TokenLogprob } from './chat-model.ts';
import { StopTexts } from './stop-texts.ts';

export class WrittenSample {
  readonly #sample: number;
  readonly #tokenizer: HfTokenizer;
  readonly #stops: StopTexts;
  readonly #text: ReturnType<HfTokenizer['decodeStream']>;
  readonly #withLogprobs: boolean;
  #tokens = 0;
  #isOver = false;

  constructor(sample: number, tokenizer: HfTokenizer, stop: readonly string[], withLogprobs: boolean) {
    this.#sample = sample;
    this.#tokenizer = tokenizer;
    this.#stops = new StopTexts(stop);
    this.#text = tokenizer.decodeStream({ keepSpecial: true });
    this.#withLogprobs = withLogprobs;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** What the token adds; the end too, when it is one. */
  push(entry: StreamedToken): ChatEvent[] {
    if (this.#isOver) return [];
    this.#tokens++;
    const { token, end } = entry;
    const told: ChatEvent[] = [];
    const isLast = end !== null;
    const text = this.#stops.push(end === 'stop' ? '' : this.#text.push([token]));
    const rest = isLast && !this.#stops.isOver ? this.#stops.push(this.#text.end()) + this.#stops.end() : '';
    const logprobs = this.#withLogprobs && end !== 'stop' ? [this.#logprobOf(entry)] : [];
    told.push({ sample: this.#sample, text: text + rest, tokens: 1, logprobs });
    this.#isOver = isLast || this.#stops.isOver;
    if (this.#isOver) {
      const finish = this.#stops.isOver ? 'stop' : (end ?? 'stop');
      told.push({ sample: this.#sample, end: finish, completionTokens: this.#tokens });
    }
    return told;
  }

  #logprobOf({ token, logprob, top }: StreamedToken): TokenLogprob {
    const textOf = (id: number): string => this.#tokenizer.decode([id], { keepSpecial: true });
    return {
      token: textOf(token),
      logprob,
      top: top.map(([other, value]) => ({ token: textOf(other), logprob: value })),
    };
  }
}
