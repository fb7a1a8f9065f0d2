/** A chat model that is opened when it is first asked, and may be closed in between. */

import type { ChatAnswer, ChatModel, ChatParams } from './chat-model.ts';
import type { ChatTurn } from './chat-turn.ts';

export class LazyChat implements ChatModel {
  readonly id: string;
  readonly #open: () => Promise<ChatModel>;
  #model: Promise<ChatModel> | null = null;
  #opened: ChatModel | null = null;
  /** Requests that wait for it to be opened. */
  #waiting = 0;

  constructor(id: string, open: () => Promise<ChatModel>) {
    this.id = id;
    this.#open = open;
  }

  get contextLength(): number | null {
    return this.#opened?.contextLength ?? null;
  }

  /** Known once it is open; until then it is asked, and refuses for itself. */
  get lacks(): ChatModel['lacks'] {
    return this.#opened?.lacks ?? { logprobs: null, textPrompts: null, tools: null };
  }

  get open(): number {
    return this.#waiting + (this.#opened?.open ?? 0);
  }

  /** Whether it takes memory now. */
  get isLoaded(): boolean {
    return this.#model !== null;
  }

  async ask(
    prompt: readonly ChatTurn[] | string,
    params: ChatParams,
    options: { samples: number; signal: AbortSignal },
  ): Promise<ChatAnswer> {
    this.#waiting++;
    try {
      const model = await this.#loaded();
      options.signal.throwIfAborted();
      return await model.ask(prompt, params, options);
    } finally {
      this.#waiting--;
    }
  }

  async close(): Promise<void> {
    const model = this.#model;
    this.#model = null;
    this.#opened = null;
    if (model === null) return;
    // One that could not be opened needs no closing; whoever asked was told why.
    const [opened] = await Promise.allSettled([model]);
    if (opened.status === 'fulfilled') await opened.value.close();
  }

  /** What fails is tried again by the next request. */
  #loaded(): Promise<ChatModel> {
    this.#model ??= this.#load();
    return this.#model;
  }

  async #load(): Promise<ChatModel> {
    try {
      return (this.#opened = await this.#open());
    } catch (error) {
      this.#model = null;
      throw error;
    }
  }
}
