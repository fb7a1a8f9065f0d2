/**
 * Builds a data set: questions → teacher → answer check → reasoning check → routing → Parquet, funnel and card (paper §3).
 *
 * Streams: one question is in memory at a time. Everything is written aside and renamed at the end, so a build that was stopped leaves
 * no half data set. With several samples a question is an SFT question as soon as one sample passes (all different ones that pass are
 * kept); otherwise it goes where its first failed sample goes. The paper has one trace a question.
 */

import { join } from 'node:path';

import { writeFailure } from '../core/file-errors.ts';
import { makeFolder } from '../core/make-folder.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Question } from '../core/question.ts';
import type { Trace } from '../core/trace.ts';
import { checkAnswer } from './answer-check.ts';
import { dataCard } from './data-card.ts';
import { rlRow, rowId, sftRow } from './dataset-rows.ts';
import { FunnelTally, type Funnel } from './funnel.ts';
import type { Intake } from './intake.ts';
import { JsonlWriter } from './jsonl-writer.ts';
import { publishDataset, type CollectedRows } from './publish-dataset.ts';
import { checkReasoning, type ReasoningCheck } from './reasoning-check.ts';
import { route, type Route } from './route.ts';
import type { Teacher } from './teacher.ts';

export interface BuildProgress {
  done: number;
  total?: number;
  /** Questions a second since the start. */
  rate: number;
}

export interface BuildOptions {
  questions: Iterable<Question> | AsyncIterable<Question>;
  teacher: Teacher;
  samplesPerQuestion: number;
  seed: number;
  directory: string;
  /** The intake that the sources of `questions` report to, if any. */
  intake?: Intake;
  /** Number of questions, where it is known. */
  total?: number;
  /** Called about once a second and at the end. */
  log?: (progress: BuildProgress) => void;
}

export interface BuiltDataset {
  directory: string;
  sftPath: string;
  rlPath: string;
  funnel: Funnel;
}

interface Judged {
  trace: Trace;
  outcome: Outcome;
  reasoning: ReasoningCheck | null;
  route: Route;
}

const LOG_EVERY_MS = 1000;

class Builder {
  readonly tally = new FunnelTally();
  readonly licences = new Set<string>();
  readonly languages = new Set<string>();
  readonly teachers = new Set<string>();
  readonly #options: BuildOptions;
  readonly #out: CollectedRows;

  constructor(options: BuildOptions, out: CollectedRows) {
    this.#options = options;
    this.#out = out;
  }

  /** Traces of all samples that differ; empty when the teacher cannot answer. */
  async #ask(question: Question): Promise<Trace[]> {
    const { teacher, samplesPerQuestion, seed } = this.#options;
    const traces = new Map<string, Trace>();
    for (let sample = 0; sample < samplesPerQuestion; sample++) {
      const trace = await teacher.distil(question, sample, seed);
      if (trace !== null && !traces.has(trace.text)) traces.set(trace.text, trace);
    }
    return [...traces.values()];
  }

  #judge(question: Question, trace: Trace): Judged {
    const outcome = checkAnswer(question, trace);
    const reasoning = outcome.verdict === 'correct' ? checkReasoning(question, trace) : null;
    for (const { name, passed } of reasoning?.criteria ?? []) {
      if (!passed) this.tally.because(question.source, 'criteriaMissed', name);
    }
    return { trace, outcome, reasoning, route: route(question, outcome, reasoning) };
  }

  async add(question: Question): Promise<void> {
    const { source } = question;
    this.tally.count(source, 'asked');
    const judged = (await this.#ask(question)).map((trace) => this.#judge(question, trace));
    const [first] = judged;
    if (first === undefined) {
      await this.#drop(question, 'the teacher cannot answer this kind', this.#options.teacher.id);
      return;
    }
    if (judged.some(({ trace }) => trace.answer !== null)) this.tally.count(source, 'answered');
    if (judged.some(({ outcome }) => outcome.verdict === 'correct')) this.tally.count(source, 'correct');
    const passed = judged.filter((one) => one.route.to === 'sft');
    if (passed.length > 0) {
      this.tally.count(source, 'wellReasoned');
      this.tally.count(source, 'sft');
      this.tally.count(source, 'sftSamples', passed.length);
      this.#describe(question);
      for (const { trace, outcome, reasoning } of passed) {
        this.teachers.add(trace.model);
        await this.#out.sft.write(sftRow(question, trace, outcome, reasoning as ReasoningCheck));
      }
      return;
    }
    const { to, reason } = first.route;
    if (to === 'dropped') {
      await this.#drop(question, reason, detailOf(first));
      return;
    }
    this.tally.count(source, 'rl');
    this.tally.because(source, 'rlReasons', reason);
    this.#describe(question);
    await this.#out.rl.write(rlRow(question, reason, detailOf(first)));
  }

  async #drop(question: Question, reason: string, detail: string): Promise<void> {
    this.tally.count(question.source, 'dropped');
    this.tally.because(question.source, 'dropReasons', reason);
    await this.#out.dropped.write({ id: rowId(question), source: question.source, reason, detail });
  }

  /** Takes over what the sources refused since the last question. */
  async drain(): Promise<void> {
    for (const refusal of this.#options.intake?.drain() ?? []) {
      this.tally.count(refusal.source, refusal.kind);
      if (refusal.kind === 'quarantined') {
        await this.#out.quarantine.write(refusal);
        continue;
      }
      const { source, id, reason, detail } = refusal;
      this.tally.because(source, 'excludedReasons', reason);
      await this.#out.dropped.write({ id: `${source}/${id}`, source, reason, detail });
    }
  }

  #describe(question: Question): void {
    this.licences.add(question.licence);
    this.languages.add(question.language);
  }
}

function detailOf({ outcome, reasoning, trace }: Judged): string {
  const missed = reasoning?.criteria.filter((criterion) => !criterion.passed) ?? [];
  const why =
    missed.length > 0 ? missed.map(({ name, reason }) => `${name}: ${reason}`).join('; ') : outcome.reason;
  return `${trace.model}: ${why}`;
}

/**
 * Builds a data set in `directory`, which is created where needed and whose files are replaced.
 * @throws FinR1Error naming the file that cannot be written (disk full, no permission).
 */
export async function buildDataset(options: BuildOptions): Promise<BuiltDataset> {
  const { directory, questions, total, log } = options;
  try {
    makeFolder(directory);
  } catch (error) {
    throw writeFailure(directory, error);
  }
  const at = (name: string): string => join(directory, name);
  const out = {
    sft: await JsonlWriter.create(at('sft.jsonl')),
    rl: await JsonlWriter.create(at('rl.jsonl')),
    dropped: await JsonlWriter.create(at('dropped.jsonl')),
    quarantine: await JsonlWriter.create(at('quarantine.jsonl')),
  };
  const builder = new Builder(options, out);
  const start = performance.now();
  let lastLog = start;
  let done = 0;
  const report = (): void => {
    lastLog = performance.now();
    log?.({ done, total, rate: done / Math.max(1e-3, (lastLog - start) / 1000) });
  };
  try {
    for await (const question of questions) {
      await builder.drain();
      await builder.add(question);
      done++;
      if (performance.now() - lastLog >= LOG_EVERY_MS) report();
    }
    await builder.drain();
    for (const writer of Object.values(out)) await writer.close();
  } finally {
    for (const writer of Object.values(out)) await writer.release();
  }
  const { tally, licences, languages, teachers } = builder;
  const { funnel } = tally;
  const settings = {
    teacher: options.teacher.id,
    samplesPerQuestion: options.samplesPerQuestion,
    seed: options.seed,
  };
  await publishDataset(directory, out, {
    funnel: `${JSON.stringify({ ...settings, ...funnel }, null, 2)}\n`,
    card: dataCard({ ...settings, funnel, licences, languages, teachers }),
  });
  report();
  return { directory, sftPath: at('sft.parquet'), rlPath: at('rl.parquet'), funnel };
}
