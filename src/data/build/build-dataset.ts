/**
 * Builds a data set: questions → teacher → answer check → reasoning check → routing → Parquet, funnel and card (paper §3).
 *
 * First all questions are read into a file aside, so that order, targets and shards are known before anything is asked; then they are
 * worked off, many at a time. Memory holds the questions in work and some bytes for every question. Everything is written aside and
 * renamed at the end, so a build that was stopped leaves no half data set; a second one asks again, and what models have answered comes
 * from their request cache.
 */

import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { InterruptedError } from '../../core/errors.ts';
import { writeFailure } from '../../core/file-errors.ts';
import { makeFolder } from '../../core/make-folder.ts';
import type { Question } from '../../core/question.ts';
import { Random } from '../../core/random.ts';
import type { Intake } from '../intake.ts';
import { CollectedRows } from './collected-rows.ts';
import { rlColumns, sftColumns } from './dataset-rows.ts';
import { dataCard, type CardFacts } from './data-card.ts';
import { funnelText } from './funnel-file.ts';
import type { Funnel } from './funnel.ts';
import { JsonlSpool } from './jsonl-spool.ts';
import { publishDataset } from './publish-dataset.ts';
import { Schedule, type LaneInput, type Shard } from './schedule.ts';
import { writeParquet } from './write-parquet.ts';
import { workOff } from './work-off.ts';
import { workOut, type Tools } from './work-out.ts';

export interface BuildProgress {
  /** Questions are first read, then asked. */
  phase: 'reading' | 'asking';
  done: number;
  /** Undefined while reading; with targets an estimate. */
  total?: number;
  /** Questions a second since the phase began. */
  rate: number;
  kept: number;
}

export interface BuildOptions extends Tools {
  questions: Iterable<Question> | AsyncIterable<Question>;
  directory: string;
  /** The intake that the sources of `questions` report to, if any. */
  intake?: Intake;
  /** Questions to keep of a source, SFT and RL together; all of the sources that are not named. */
  targets?: Readonly<Record<string, number>>;
  shard?: Shard;
  /** Questions in work at once. */
  width?: number;
  /** Aborted to stop the build; the data set that is there stays. */
  signal?: AbortSignal;
  /** What else the card tells; asked for when all is done. */
  facts?: () => CardFacts;
  /** Called about once a second and at the end. */
  log?: (progress: BuildProgress) => void;
}

export interface BuiltDataset {
  directory: string;
  sftPath: string;
  rlPath: string;
  funnel: Funnel;
  /** Sources that had too few questions for their target. */
  shortfalls: { source: string; target: number; kept: number }[];
  /** What was seen at one question that was set aside; null where none was. */
  setAsideExample: string | null;
}

const LOG_EVERY_MS = 1000;
const WIDTH = 64;

/** All questions in a file, with the order of each source. */
async function readAll(
  spool: JsonlSpool<Question>,
  rows: CollectedRows,
  { questions, intake, targets = {}, seed, log }: BuildOptions,
): Promise<LaneInput[]> {
  const pace = new Pace();
  const lanes = new Map<string, { rows: number[]; priorities: number[] }>();
  const drain = (): void => {
    for (const refusal of intake?.drain() ?? []) rows.refuse(refusal);
  };
  for await (const question of questions) {
    drain();
    const { source, id } = question;
    const lane = lanes.get(source) ?? { rows: [], priorities: [] };
    lanes.set(source, lane);
    rows.tally.expect(source);
    lane.rows.push(spool.size);
    if (targets[source] !== undefined)
      lane.priorities.push(Random.derive(seed, 'balance', source, id).float());
    spool.append(question);
    if (pace.isDue()) log?.({ phase: 'reading', done: spool.size, rate: pace.rate(spool.size), kept: 0 });
  }
  drain();
  return [...lanes].map(([source, { rows: order, priorities }]) => {
    const target = targets[source];
    if (target === undefined) return { source, order, target };
    const ranks = Uint32Array.from(order, (_, i) => i);
    ranks.sort((a, b) => (priorities[a] as number) - (priorities[b] as number) || a - b);
    return { source, order: ranks.map((rank) => order[rank] as number), target };
  });
}

/** Tells when a second has gone by, and how many a second there were. */
class Pace {
  readonly #begun = performance.now();
  #last = performance.now();

  isDue(): boolean {
    if (performance.now() - this.#last < LOG_EVERY_MS) return false;
    this.#last = performance.now();
    return true;
  }

  rate(done: number): number {
    return done / Math.max(1e-3, (performance.now() - this.#begun) / 1000);
  }
}

/**
 * Builds a data set in `directory`, which is created where needed and whose files are replaced.
 * @throws FinR1Error naming the file that cannot be written (disk full, no permission), or what the tools could not go on from.
 */
export async function buildDataset(options: BuildOptions): Promise<BuiltDataset> {
  const { directory, shard, width = WIDTH, signal, log } = options;
  try {
    makeFolder(directory);
  } catch (error) {
    throw writeFailure(directory, error);
  }
  const spoolPath = join(directory, 'questions.jsonl.partial');
  // Refusals concern all shards alike: one of them tells.
  const rows = new CollectedRows(directory, { tellsRefusals: (shard?.index ?? 1) === 1 });
  let spool: JsonlSpool<Question> | undefined;
  try {
    spool = new JsonlSpool<Question>(spoolPath);
    const questions = spool;
    const schedule = new Schedule(await readAll(questions, rows, options), shard);
    const pace = new Pace();
    const report = (): void => {
      const { done, total } = schedule.progress();
      log?.({ phase: 'asking', done, total, rate: pace.rate(done), kept: rows.kept });
    };
    // By the clock and not by answers, which may take minutes each.
    const clock = setInterval(report, LOG_EVERY_MS);
    await workOff(schedule, width, async ({ index, position, settle }) => {
      if (signal?.aborted === true)
        throw new InterruptedError('the data set was stopped; it is built again next time');
      const question = questions.at(index);
      const out = await workOut(question, options);
      rows.add(position, question, out);
      settle(out.route.to === 'sft' || out.route.to === 'rl');
    }).finally(() => clearInterval(clock));
    rows.finish();
    const { funnel } = rows.tally;
    const settings = {
      teacher: options.teacher.id,
      samplesPerQuestion: options.samplesPerQuestion,
      seed: options.seed,
      ...(shard && { shard }),
    };
    const facts = options.facts?.() ?? {};
    await publishDataset(directory, {
      sft: (path) => writeParquet(rows.sft.partialPath, path, sftColumns),
      rl: (path) => writeParquet(rows.rl.partialPath, path, rlColumns),
      funnel: funnelText({ ...settings, facts, ...funnel }),
      card: (description) => dataCard({ ...settings, ...facts, funnel, description }),
    });
    rows.publish();
    report();
    const [sftPath, rlPath] = [join(directory, 'sft.parquet'), join(directory, 'rl.parquet')];
    return {
      directory,
      sftPath,
      rlPath,
      funnel,
      shortfalls: schedule.shortfalls(),
      setAsideExample: rows.setAsideExample,
    };
  } finally {
    rows.release();
    spool?.close();
    rmSync(spoolPath, { force: true });
  }
}
