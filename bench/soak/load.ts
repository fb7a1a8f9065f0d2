/** The users of the soak: each asks one thing after the other, and one of them begins with a crowd. */

import { setTimeout as wait } from 'node:timers/promises';
import { Random } from '../../src/core/random.ts';
import { ask } from './client.ts';
import type { Outcome } from './client.ts';
import { drawManner } from './manner.ts';
import { drawRequest } from './requests.ts';

/** Requests at once that all are broken off soon, more than the server takes. */
const CROWD = 40;

export interface LoadOptions {
  url: string;
  seed: number;
  users: number;
}

export class Load {
  /** By kind of request and end. */
  readonly counts = new Map<string, Record<Outcome['end'], number>>();
  /** What was wrong, and how often. */
  readonly complaints = new Map<string, number>();
  readonly #url: string;
  readonly #seed: number;
  readonly #users: number;
  #breaker = new AbortController();
  #isOpen = false;
  #running: Promise<void> = Promise.resolve();
  #spells = 0;

  constructor({ url, seed, users }: LoadOptions) {
    this.#url = url;
    this.#seed = seed;
    this.#users = users;
  }

  /** The users begin, or go on. */
  begin(): void {
    this.#isOpen = true;
    this.#breaker = new AbortController();
    const spell = this.#spells++;
    const users = Array.from({ length: this.#users }, (_, user) =>
      this.#act(Random.derive(this.#seed, 'soak', spell, user), user === 0, this.#breaker.signal),
    );
    this.#running = Promise.all(users).then(() => {});
  }

  /** Ends when nobody waits for an answer any more; `breaksOff`: all leave at once. */
  async pause({ breaksOff }: { breaksOff: boolean }): Promise<void> {
    this.#isOpen = false;
    if (breaksOff) this.#breaker.abort();
    await this.#running;
  }

  sum(...ends: readonly Outcome['end'][]): number {
    return ends.reduce(
      (sum, end) => sum + this.counts.values().reduce((all, counts) => all + counts[end], 0),
      0,
    );
  }

  async #act(random: Random, bringsCrowd: boolean, signal: AbortSignal): Promise<void> {
    if (bringsCrowd) await this.#crowd(random, signal);
    while (this.#isOpen) {
      await this.#ask(random, signal);
      await wait(random.int(0, 50));
    }
  }

  async #ask(random: Random, signal: AbortSignal): Promise<void> {
    const asked = drawRequest(random);
    this.#count(asked.kind, await ask(this.#url, asked, drawManner(random, asked), signal));
  }

  async #crowd(random: Random, signal: AbortSignal): Promise<void> {
    const leaving = Array.from({ length: CROWD }, async () => {
      const asked = drawRequest(random);
      const leaves = { at: 'a time', ms: random.int(0, 300) } as const;
      this.#count('a crowd', await ask(this.#url, asked, { isKept: false, pauseMs: 0, leaves }, signal));
    });
    await Promise.all(leaving);
  }

  #count(kind: string, { end, complaint }: Outcome): void {
    const counts = this.counts.get(kind) ?? { answered: 0, refused: 0, busy: 0, left: 0, wrong: 0 };
    counts[end]++;
    this.counts.set(kind, counts);
    if (end !== 'wrong') return;
    const told = `${kind}: ${complaint}`;
    this.complaints.set(told, (this.complaints.get(told) ?? 0) + 1);
  }
}
