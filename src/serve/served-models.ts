/** The models of a server by the names that requests give: those it was started with, and, where asked for, all of a runs folder. */

import type { ChatModel } from '../models/index.ts';
import { LazyChat, stageModels } from '../models/index.ts';

/** So many models of runs stay loaded when nobody asks them. */
const MOST_LOADED = 3;

export interface StageOptions {
  runsDirectory: string;
  open(model: string): Promise<ChatModel>;
}

export class ServedModels {
  readonly #given: ReadonlyMap<string, ChatModel>;
  readonly #stages: StageOptions | null;
  /** Those of runs that were asked, the last one last. */
  readonly #known = new Map<string, LazyChat>();

  /** @param stages The stages of runs are served too, as they are now: each is loaded when it is first asked. Null: they are not. */
  constructor(given: ReadonlyMap<string, ChatModel>, stages: StageOptions | null) {
    this.#given = given;
    this.#stages = stages;
  }

  get(name: string): ChatModel | undefined {
    const model = this.#given.get(name) ?? this.#known.get(name);
    if (model instanceof LazyChat) this.#known.delete(name);
    const lazy = model ?? (this.#stageNames().includes(name) ? this.#lazy(name) : undefined);
    if (lazy instanceof LazyChat) this.#known.set(name, lazy);
    return lazy;
  }

  /** What may be asked, with the context where it is known. */
  list(): { name: string; contextLength: number | null }[] {
    const names = new Set([...this.#given.keys(), ...this.#stageNames()]);
    return [...names].map((name) => ({
      name,
      contextLength: (this.#given.get(name) ?? this.#known.get(name))?.contextLength ?? null,
    }));
  }

  /** Those that may be answering. */
  *asked(): Generator<[string, ChatModel]> {
    yield* this.#given;
    yield* this.#known;
  }

  /** Answers that are written or waited for, of all models. */
  get open(): number {
    return this.asked().reduce((sum, [, model]) => sum + model.open, 0);
  }

  async close(): Promise<void> {
    for (const [, model] of this.asked()) await model.close();
  }

  #stageNames(): string[] {
    return this.#stages === null ? [] : stageModels(this.#stages.runsDirectory);
  }

  #lazy(name: string): LazyChat {
    return new LazyChat(name, async () => {
      await this.#makeRoom();
      return (this.#stages as StageOptions).open(name);
    });
  }

  async #makeRoom(): Promise<void> {
    const loaded = [...this.#known.values()].filter(({ isLoaded }) => isLoaded);
    const idle = loaded.filter(({ open }) => open === 0);
    await Promise.all(
      idle.slice(0, Math.max(0, loaded.length + 1 - MOST_LOADED)).map((model) => model.close()),
    );
  }
}
