/** The sessions and sampling sessions of the server's file. */

import type { Database, Row } from './database.ts';

/** Weights that may be sampled. */
export interface SamplerRow {
  id: string;
  session: string;
  /** Its number in the session. */
  seq: number | null;
  /** The name that the base is served by. */
  base: string;
  /** `tinker://…`, of those made from one. */
  path: string | null;
  /** Where the weights lie. */
  folder: string;
  /** The model whose weights these are, of those that have no name. */
  model: string | null;
  created: number;
}

export class Sessions {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(id: string, about: unknown, now: number): void {
    this.#database.run(
      'insert into sessions (id, created, about) values (?, ?, ?)',
      ...[id, now, JSON.stringify(about)],
    );
  }

  /** Those that have not ended. */
  open(): string[] {
    return this.#database.all('select id from sessions where ended is null').map(({ id }) => String(id));
  }

  list(limit: number, offset: number): string[] {
    return this.#database
      .all('select id from sessions order by created desc, id limit ? offset ?', limit, offset)
      .map(({ id }) => String(id));
  }

  isKnown(id: string): boolean {
    return this.#database.get('select id from sessions where id = ?', id) !== undefined;
  }

  end(id: string, now: number): void {
    this.#database.run('update sessions set ended = ? where id = ?', now, id);
  }

  addSampler({ id, session, seq, base, path, folder, model, created }: SamplerRow): void {
    this.#database.run(
      'insert into samplers (id, session, seq, base, path, folder, model, created) values (?, ?, ?, ?, ?, ?, ?, ?)',
      ...[id, session, seq, base, path, folder, model, created],
    );
  }

  sampler(id: string): SamplerRow | undefined {
    const row = this.#database.get('select * from samplers where id = ?', id);
    return row && samplerOf(row);
  }

  samplerAt(session: string, seq: number): SamplerRow | undefined {
    const row = this.#database.get('select * from samplers where session = ? and seq = ?', session, seq);
    return row && samplerOf(row);
  }

  samplersOf(session: string): SamplerRow[] {
    return this.#database
      .all('select * from samplers where session = ? order by created, id', session)
      .map(samplerOf);
  }

  /** The unnamed samplers of a model, the newest first. */
  unnamedOf(model: string): SamplerRow[] {
    return this.#database
      .all('select * from samplers where model = ? order by created desc, id desc', model)
      .map(samplerOf);
  }

  dropSampler(id: string): void {
    this.#database.run('delete from samplers where id = ?', id);
  }
}

function samplerOf(row: Row): SamplerRow {
  const text = (value: Row[string] | undefined): string | null =>
    value === null || value === undefined ? null : String(value);
  return {
    id: String(row['id']),
    session: String(row['session']),
    seq: row['seq'] === null ? null : Number(row['seq']),
    base: String(row['base']),
    path: text(row['path']),
    folder: String(row['folder']),
    model: text(row['model']),
    created: Number(row['created']),
  };
}
