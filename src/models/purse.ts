/**
 * The purse: what requests cost, stage by stage, and the budget that they may not exceed.
 *
 * The budget is hard: before a request is sent, what was spent, what those in flight may cost at most and what this one
 * may cost at most must fit. What is spent stands in a ledger (JSON lines, one an answer, summed up when it is opened), so
 * that a run that was killed goes on with what is left. A request whose answer got lost on the way, or whose process was
 * killed, may have been billed: the ledger holds the most that it can have cost as `lost`, and the budget counts it.
 *
 * An answer stands in the ledger, under its key, before it stands in the cache. A process killed in between leaves its
 * request unsettled; when the answer is then taken from where it was kept, the key says that it was metered.
 */

import { existsSync } from 'node:fs';
import { z } from 'zod';
import { BudgetError, InputError } from '../core/errors.ts';
import { cutTornLine, jsonlRows, JsonlWriter } from '../core/jsonl.ts';
import { writeFileAtomic } from '../core/write-atomic.ts';
import type { StageUsage } from './pool.ts';
import { addCosts } from './add-usage.ts';

/** US dollars per million tokens. */
export interface Price {
  input: number;
  output: number;
  /** For prompt tokens that the provider had cached; as `input` where it is not given. */
  cachedInput?: number;
}

export interface Tokens {
  prompt: number;
  completion: number;
  cachedPrompt?: number;
}

const ledgerSchema = z.object({
  stage: z.string(),
  model: z.string(),
  requests: z.number(),
  promptTokens: z.number(),
  completionTokens: z.number(),
  cost: z.number().nullable(),
  /** US dollars, at most, of requests that may have been billed without an answer. */
  lost: z.number(),
  /** Of a single answer: its request. */
  key: z.string().optional(),
});
type LedgerRow = z.infer<typeof ledgerSchema>;
/** What a stage has spent on a model. */
export type StageSpending = Omit<LedgerRow, 'key'>;

export function costOf(price: Price, tokens: Tokens): number {
  const cached = tokens.cachedPrompt ?? 0;
  const input = (tokens.prompt - cached) * price.input + cached * (price.cachedInput ?? price.input);
  return (input + tokens.completion * price.output) / 1e6;
}

export class Purse {
  readonly #budget: number;
  readonly #ledger: JsonlWriter | null;
  readonly #earlier = new Map<string, StageSpending>();
  readonly #usage = new Map<string, StageUsage>();
  /** Set aside for answers that are paid for and still to be taken from where they are kept, by request key. */
  readonly #kept = new Map<string, number>();
  #spent = 0;
  /** Keys of answers that stand in the ledger, but not in the cache. */
  readonly #metered = new Set<string>();
  #setAside = 0;
  #reserved = 0;
  #reservations = 0;
  #isEmpty = false;
  readonly #waiting = new Set<() => void>();

  /** `unsettled`: requests that were sent, and whose answers are not in the cache. */
  constructor(options: { budget?: number; ledgerPath?: string }, unsettled: ReadonlySet<string>) {
    this.#budget = options.budget ?? Number.POSITIVE_INFINITY;
    if (Number.isNaN(this.#budget) || this.#budget < 0) {
      throw new InputError(`the budget ${options.budget} is not an amount of US dollars`, { code: 'budget' });
    }
    const path = options.ledgerPath;
    if (path !== undefined) this.#readLedger(path, unsettled);
    this.#ledger = path === undefined ? null : new JsonlWriter(path);
  }

  get hasBudget(): boolean {
    return Number.isFinite(this.#budget);
  }

  /** US dollars, earlier processes of the run and lost requests included. */
  get spent(): number {
    return this.#spent;
  }

  /** An earlier process has sent this request, and its answer is kept: it is metered when it is taken from there. */
  setAside(key: string, worst: number): void {
    if (this.#metered.has(key)) return;
    this.#kept.set(key, worst);
    this.#setAside += worst;
  }

  /**
   * Sets `worst` aside for a request; false when that has to wait until others in flight have come in below their worst
   * (`onFreed` is then called once). @throws BudgetError when it does not fit, whatever the others cost.
   */
  reserve(key: string, worst: number, onFreed: () => void): boolean {
    const kept = this.#kept.get(key) ?? 0;
    const spent = this.#spent + this.#setAside - kept;
    if (this.#isEmpty || spent + worst > this.#budget) {
      this.#isEmpty = true;
      throw new BudgetError(
        `the budget of $${this.#budget} does not allow another request: $${spent.toFixed(4)} is spent, the next may cost $${worst.toFixed(4)}`,
        { hint: 'All answers so far are kept: raise the budget and run the same command again.' },
      );
    }
    if (spent + this.#reserved + worst > this.#budget) {
      this.#waiting.add(onFreed);
      return false;
    }
    this.#kept.delete(key);
    this.#setAside = this.#kept.size === 0 ? 0 : this.#setAside - kept;
    this.#reserved += worst;
    this.#reservations++;
    return true;
  }

  release(worst: number): void {
    this.#reservations--;
    // Sums of fractions do not come back to 0 by themselves.
    this.#reserved = this.#reservations === 0 ? 0 : this.#reserved - worst;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const freed of waiting) freed();
  }

  answered(stage: string, model: string, tokens: Tokens, cost: number | null, key?: string): void {
    const row = this.of(stage, model);
    if (key !== undefined && this.#metered.delete(key)) {
      row.cached++;
      return;
    }
    row.requests++;
    row.promptTokens += tokens.prompt;
    row.completionTokens += tokens.completion;
    row.cost = addCosts(row.cost, cost);
    this.#spent += cost ?? 0;
    this.#write(stage, model, { requests: 1, tokens, cost, lost: 0, key });
  }

  /** A request that may have been billed ended without an answer. */
  lost(stage: string, model: string, worst: number): void {
    if (worst === 0) return;
    this.#spent += worst;
    this.of(stage, model).lost += worst;
    this.#write(stage, model, { requests: 0, tokens: { prompt: 0, completion: 0 }, cost: 0, lost: worst });
  }

  /** The row of a stage and model, to be counted up. */
  of(stage: string, model: string): StageUsage {
    const name = `${stage}\n${model}`;
    const known = this.#usage.get(name);
    if (known) return known;
    const none = {
      requests: 0,
      cached: 0,
      failed: 0,
      promptTokens: 0,
      completionTokens: 0,
      cost: 0,
      lost: 0,
    };
    const row: StageUsage = { stage, model, ...none };
    this.#usage.set(name, row);
    return row;
  }

  /** This process only. */
  usage(): StageUsage[] {
    return [...this.#usage.values()].map((row) => ({ ...row }));
  }

  /** What earlier processes of the run have spent: by stage, model, and whether the price was known. */
  earlier(): StageSpending[] {
    return [...this.#earlier.values()].map((row) => ({ ...row }));
  }

  close(): void {
    this.#ledger?.close();
  }

  #write(
    stage: string,
    model: string,
    entry: { requests: number; tokens: Tokens; cost: number | null; lost: number; key?: string },
  ): void {
    this.#ledger?.append({
      stage,
      model,
      requests: entry.requests,
      promptTokens: entry.tokens.prompt,
      completionTokens: entry.tokens.completion,
      cost: entry.cost,
      lost: entry.lost,
      ...(entry.key !== undefined && { key: entry.key }),
    } satisfies LedgerRow);
  }

  /** Sums the ledger up and writes it anew, so that it stays small; rows of what is not settled stay for themselves. */
  #readLedger(path: string, unsettled: ReadonlySet<string>): void {
    if (!existsSync(path)) return;
    cutTornLine(path);
    const metered: LedgerRow[] = [];
    for (const row of jsonlRows(path, ledgerSchema)) {
      if (row.key !== undefined && unsettled.has(row.key)) metered.push(row);
      else this.#addEarlier(row);
    }
    const rows = [...this.#earlier.values(), ...metered];
    writeFileAtomic(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    for (const row of metered) {
      this.#addEarlier(row);
      this.#metered.add(row.key ?? '');
    }
  }

  #addEarlier({ key: _key, ...row }: LedgerRow): void {
    this.#spent += (row.cost ?? 0) + row.lost;
    // Known and unknown prices stay apart, so that neither hides the other.
    const cost = row.requests === 0 ? (row.cost ?? 0) : row.cost;
    const name = `${row.stage}\n${row.model}\n${cost === null}`;
    const sum = this.#earlier.get(name);
    if (sum === undefined) {
      this.#earlier.set(name, { ...row, cost });
      return;
    }
    sum.requests += row.requests;
    sum.promptTokens += row.promptTokens;
    sum.completionTokens += row.completionTokens;
    sum.cost = addCosts(sum.cost, cost);
    sum.lost += row.lost;
  }
}
