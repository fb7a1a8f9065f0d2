/**
 * The journal of what is in flight: a table of the request cache's file, one row a request, written before it is sent.
 *
 * A row names the process that asked (`owner`) and the keeper that holds its socket. When the owner has died, the keeper
 * puts the body that came after all into the row; who wants the same request then takes row and body over. A row without
 * body and without a living keeper is an orphan: it may have been billed, and nobody will ever have its answer.
 */

import type { StatementSync } from 'node:sqlite';
import { isDeadOwner, isLivingOwner } from './process-owner.ts';
import type { RequestCache } from './request-cache.ts';

export interface JournalEntry {
  key: string;
  stage: string;
  model: string;
  /** US dollars that the request costs at most. */
  worstCost: number;
}

interface Row extends JournalEntry {
  owner: string;
  keeper: string;
  run: string;
  hasBody: boolean;
}

/** Whose a request is now. `lost`: of the same run, but the one who asked before will never have its answer. */
export type Claim = { isMine: false } | { isMine: true; lost: JournalEntry | null };

const COLUMNS = 'key, owner, keeper, run, stage, model, worst_cost, body is not null as has_body';

export class Journal {
  readonly #cache: RequestCache;
  readonly #run: string;
  readonly #owner: string;
  readonly #row: StatementSync;
  readonly #body: StatementSync;
  readonly #insert: StatementSync;
  readonly #takeOver: StatementSync;
  readonly #end: StatementSync;

  /** `run` names the run (its ledger's path), `owner` this process. */
  constructor(cache: RequestCache, { run, owner }: { run: string; owner: string }) {
    this.#cache = cache;
    this.#run = run;
    this.#owner = owner;
    const prepare = (sql: string) => cache.database.prepare(sql);
    this.#row = prepare(`select ${COLUMNS} from in_flight where key = ?`);
    this.#body = prepare('select body from in_flight where key = ? and owner = ?');
    this.#insert = prepare('insert or ignore into in_flight values (?, ?, ?, ?, ?, ?, ?, null)');
    this.#takeOver = prepare(
      'update in_flight set owner = ?, keeper = ?, run = ?, stage = ?, model = ?, worst_cost = ? where key = ?',
    );
    this.#end = prepare('delete from in_flight where key = ? and owner = ?');
  }

  /** Before a request is sent through `keeper`: unless another one is about to have its answer, it is this process's. */
  claim(entry: JournalEntry, keeper: string): Claim {
    const { key, stage, model, worstCost } = entry;
    const row = this.#row.get(key);
    if (row !== undefined && isHeld(rowOf(row))) return { isMine: false };
    const values = [this.#owner, keeper, this.#run, stage, model, worstCost] as const;
    let claim: Claim = { isMine: true, lost: null };
    if (row === undefined && this.#changes(() => this.#insert.run(key, ...values)) === 1) return claim;
    this.#cache.transaction(() => {
      if (Number(this.#insert.run(key, ...values).changes) === 1) return;
      const found = rowOf(this.#row.get(key) ?? {});
      if (isHeld(found)) {
        claim = { isMine: false };
        return;
      }
      this.#takeOver.run(...values, key);
      if (!found.hasBody && found.run === this.#run) claim = { isMine: true, lost: found };
    });
    return claim;
  }

  /** The body that a keeper has kept for a request of this process. */
  bodyOf(key: string): string | null {
    const body = this.#body.get(key, this.#owner)?.body;
    return typeof body === 'string' ? body : null;
  }

  /** The request ended without an answer. False when it never was this process's. */
  end(key: string): boolean {
    return this.#changes(() => this.#end.run(key, this.#owner)) > 0;
  }

  /** Takes out what processes of this run that have died left without hope. */
  takeOrphans(): JournalEntry[] {
    const orphans = this.#left().filter(({ hasBody, keeper }) => !hasBody && isGone(keeper));
    this.#cache.transaction(() => {
      for (const { key, owner } of orphans) this.#end.run(key, owner);
    });
    return orphans;
  }

  /** What processes of this run that have died asked for and a keeper has, or will have. */
  kept(): JournalEntry[] {
    return this.#left().filter(({ hasBody, keeper }) => hasBody || isLivingOwner(keeper));
  }

  #changes(statement: () => { changes: number | bigint }): number {
    let changes = 0;
    this.#cache.writing(() => (changes = Number(statement().changes)));
    return changes;
  }

  #left(): Row[] {
    const rows = this.#cache.database.prepare(`select ${COLUMNS} from in_flight where run = ?`);
    return rows
      .all(this.#run)
      .map(rowOf)
      .filter(({ owner }) => isDeadOwner(owner));
  }
}

/** A keeper has its request in flight, or a process that lives is about to read its body. */
function isHeld({ hasBody, owner, keeper }: Row): boolean {
  return isLivingOwner(hasBody ? owner : keeper);
}

/** An empty name: its keeper has given the request up. */
function isGone(keeper: string): boolean {
  return keeper === '' || isDeadOwner(keeper);
}

function rowOf(row: Record<string, unknown>): Row {
  return {
    key: String(row.key),
    owner: String(row.owner),
    keeper: String(row.keeper),
    run: String(row.run),
    stage: String(row.stage),
    model: String(row.model),
    worstCost: Number(row.worst_cost),
    hasBody: row.has_body === 1,
  };
}
