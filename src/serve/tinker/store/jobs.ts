/** The jobs of the server's file. */

import { z } from 'zod';
import type { Database, Row } from './database.ts';
import { failureSchema, jobKinds } from './job.ts';
import type { Job, JobFailure, JobKind, JobState, NewJob, QueuedJob } from './job.ts';

const kindSchema = z.enum(jobKinds);
const COLUMNS = 'id, kind, model, sampler, seq, batch, digest, starts';
const PRUNED = `state <> 'queued' and finished < ? and (
  model is null
  or kind not in ('forward_backward', 'optim_step')
  or ran <= (select coalesce(snapshot, -1) from models where id = jobs.model)
  or (select ended from models where id = jobs.model) is not null)`;

export class Jobs {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Within a transaction. */
  add({ kind, model, sampler, seq, batch, digest, body }: NewJob, now: number): QueuedJob {
    const { id } = this.#database.run(
      `insert into jobs (kind, model, sampler, seq, batch, digest, state, created)
       values (?, ?, ?, ?, ?, ?, 'queued', ?)`,
      ...[kind, model, sampler, seq, batch, digest, now],
    );
    this.#database.run('insert into bodies (job, body) values (?, ?)', id, body);
    return { id, model, sampler, seq, batch };
  }

  get(id: number): Job {
    const row = this.#database.get(`select ${COLUMNS} from jobs where id = ?`, id);
    if (row === undefined) throw new RangeError(`the job ${id} is not in the server's file`);
    const body = this.#database.get('select body from bodies where job = ?', id);
    return jobOf(row, bytesOf(body?.['body']));
  }

  /** The job that took this number of the model or sampler. */
  find(of: 'model' | 'sampler', owner: string, seq: number): { id: number; digest: string } | undefined {
    const row = this.#database.get(`select id, digest from jobs where ${of} = ? and seq = ?`, owner, seq);
    return row && { id: Number(row['id']), digest: String(row['digest']) };
  }

  /** The newest job of this kind, which a model has once. */
  ofKind(model: string, kind: JobKind): { id: number; digest: string } | undefined {
    const sql = 'select id, digest from jobs where model = ? and kind = ? order by id desc limit 1';
    const row = this.#database.get(sql, model, kind);
    return row && { id: Number(row['id']), digest: String(row['digest']) };
  }

  state(id: number): JobState | undefined {
    const columns = 'kind, model, sampler, state, result, failure';
    const row = this.#database.get(`select ${columns} from jobs where id = ?`, id);
    if (row === undefined) return undefined;
    const kind = kindSchema.parse(row['kind']);
    const of = { kind, model: textOf(row['model']), sampler: textOf(row['sampler']) };
    if (row['state'] === 'done') return { ...of, state: 'done', result: bytesOf(row['result']) };
    if (row['state'] === 'queued') return { ...of, state: 'queued' };
    return {
      ...of,
      state: 'failed',
      failure: failureSchema.parse(JSON.parse(String(row['failure']))),
    };
  }

  /** Those that have not ended, in the order in which they came. */
  queued(): QueuedJob[] {
    return this.#database
      .all(`select id, model, sampler, seq, batch from jobs where state = 'queued' order by id`)
      .map(queuedOf);
  }

  /** What changed the model after its place `ran`, and has ended, in the order in which it ran. A load leaves a snapshot behind. */
  changesAfter(model: string, ran: number): { id: number; failed: boolean; starts: number }[] {
    return this.#database
      .all(
        `select id, state, starts from jobs where model = ? and ran > ? and state <> 'queued'
         and kind in ('forward_backward', 'optim_step') order by ran`,
        ...[model, ran],
      )
      .map(({ id, state, starts }) => ({
        ...{ id: Number(id), failed: state === 'failed', starts: Number(starts) },
      }));
  }

  /** Whether requests to this sampler have not ended. */
  isWaitedFor(sampler: string): boolean {
    const sql = `select 1 from jobs where sampler = ? and state = 'queued' limit 1`;
    return this.#database.get(sql, sampler) !== undefined;
  }

  /** Before its work; `ran` is its place among those of its model. */
  begin(id: number, ran: number | null): void {
    this.#database.run('update jobs set starts = starts + 1, ran = ? where id = ?', ran, id);
  }

  finish(id: number, result: Uint8Array, ms: number, now: number): void {
    this.#database.run(
      `update jobs set state = 'done', result = ?, ms = ?, finished = ? where id = ?`,
      ...[result, ms, now, id],
    );
  }

  fail(id: number, failure: JobFailure, ms: number, now: number): void {
    this.#database.run(
      `update jobs set state = 'failed', failure = ?, ms = ?, finished = ? where id = ?`,
      ...[JSON.stringify(failure), ms, now, id],
    );
  }

  /** Bodies that nothing has to be made again from. */
  dropBodies(model: string, upTo: number): void {
    const sql = 'delete from bodies where job in (select id from jobs where model = ? and ran <= ?)';
    this.#database.run(sql, model, upTo);
  }

  /** Those that ended before `before` and are not needed to make a model again. */
  prune(before: number): void {
    // A number that is forgotten must not be taken for a new one.
    this.#database.run(
      `update models set forgotten = max(forgotten, coalesce(
         (select max(seq) from jobs where model = models.id and ${PRUNED}), 0))
       where id in (select model from jobs where ${PRUNED})`,
      ...[before, before],
    );
    this.#database.run(`delete from jobs where ${PRUNED}`, before);
  }

  counts(): { state: string; kind: string; count: number }[] {
    return this.#database
      .all(`select kind, count(*) as count from jobs where state = 'queued' group by kind`)
      .map((row) => ({ state: 'queued', kind: String(row['kind']), count: Number(row['count']) }));
  }
}

function bytesOf(value: Row[string] | undefined): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array(0);
}

const textOf = (value: Row[string] | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

function queuedOf(row: Row): QueuedJob {
  return {
    id: Number(row['id']),
    model: textOf(row['model']),
    sampler: textOf(row['sampler']),
    seq: row['seq'] === null ? null : Number(row['seq']),
    batch: textOf(row['batch']),
  };
}

function jobOf(row: Row, body: Uint8Array): Job {
  return {
    ...queuedOf(row),
    kind: kindSchema.parse(row['kind']),
    digest: String(row['digest']),
    body,
    starts: Number(row['starts']),
  };
}
