/**
 * `npm run bench -- golds --data-dir DIR`: are the golds worth anything? Every reference is scored with the answer that its source prints for
 * it, every gold program of FinQA is executed and compared with the answer in the file, and the questions of benchmarks that pin their ids are
 * compared with the pins. What fails is listed.
 */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';
import type { Question, Table } from '../src/core/question.ts';
import {
  executeProgram,
  findSource,
  Intake,
  parseProgram,
  presentSplits,
  sources,
  type Source,
} from '../src/data/index.ts';
import type { Benchmark } from '../src/evaluate/benchmarks/benchmark.ts';
import { idsHash } from '../src/evaluate/benchmarks/ids-hash.ts';
import { benchmarks } from '../src/evaluate/benchmarks/index.ts';
import { goldAnswer } from '../src/evaluate/gold.ts';
import { scoreAnswer } from '../src/verify/index.ts';
import { print } from './measure.ts';

const bench = 'golds';

interface Tally {
  n: number;
  exceptions: string[];
  /** How many rows the source leaves out, by reason. */
  leftOut: Map<string, number>;
}

function rightOf({ n, exceptions }: Pick<Tally, 'n' | 'exceptions'>): string {
  return `${(n - exceptions.length).toLocaleString('en')} of ${n.toLocaleString('en')}`;
}

function percentOf({ n, exceptions }: Pick<Tally, 'n' | 'exceptions'>): number {
  return (100 * (n - exceptions.length)) / n;
}

function fault(question: Question): string | null {
  const { id, reference } = question;
  if (reference === null) return `${id}: no reference`;
  const answer = goldAnswer(reference);
  const { verdict, rule, reason } = scoreAnswer(answer, reference);
  return verdict === 'correct' ? null : `${id}: ${verdict}, ${rule}, ${reason}`;
}

async function scoreSource(source: Source, dataDir: string): Promise<Tally> {
  const tally: Tally = { n: 0, exceptions: [], leftOut: new Map() };
  for (const split of await presentSplits(source, dataDir)) {
    const intake = new Intake();
    for await (const question of source.read({ dataDir, splits: [split], intake })) {
      tally.n++;
      const found = fault(question);
      if (found !== null) tally.exceptions.push(`${split} ${found}`);
    }
    for (const { reason } of intake.drain()) tally.leftOut.set(reason, (tally.leftOut.get(reason) ?? 0) + 1);
  }
  return tally;
}

const exeAns = z.union([z.number(), z.string()]);
const rowSchema = z.union([
  z
    .object({
      id: z.string(),
      table: z.array(z.array(z.string())),
      qa: z.object({ program: z.string(), exe_ans: exeAns }),
    })
    .transform(({ id, table, qa }) => ({ id, table, program: qa.program, exeAns: qa.exe_ans })),
  z
    .object({
      id: z.string().nullable(),
      row: z.number(),
      table: z.array(z.array(z.string())),
      program: z.string(),
      exe_ans: exeAns,
    })
    .transform(({ id, row, table, program, exe_ans }) => ({
      id: id ?? `row ${row}`,
      table,
      program,
      exeAns: exe_ans,
    })),
]);

async function rowsOf(path: string): Promise<unknown[]> {
  const text = await readFile(path, 'utf8');
  if (path.endsWith('.json')) return JSON.parse(text) as unknown[];
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as unknown]));
}

/** All rows of all files, those that the source leaves out included. */
async function runPrograms(dataDir: string): Promise<Pick<Tally, 'n' | 'exceptions'>> {
  const tally = { n: 0, exceptions: [] as string[] };
  const folder = join(dataDir, 'finqa');
  for (const name of (await readdir(folder)).filter((file) => /\.jsonl?$/.test(file)).sort()) {
    for (const row of await rowsOf(join(folder, name))) {
      const { id, table, program, exeAns } = rowSchema.parse(row);
      const tables: Table[] = [{ id: 'table', rows: table }];
      const value = executeProgram(parseProgram(program), tables);
      const printed = typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
      tally.n++;
      if (printed !== exeAns)
        tally.exceptions.push(`${name} ${id}: ${program} gives ${printed}, not ${exeAns}`);
    }
  }
  return tally;
}

/** What is wrong with the pins of a benchmark; null where its split is not there. */
async function pinFaults(benchmark: Benchmark, dataDir: string): Promise<string[] | null> {
  const source = findSource(benchmark.source);
  const { split, includes = () => true } = benchmark;
  if (!(await presentSplits(source, dataDir)).includes(split)) return null;
  const questions: Question[] = [];
  for await (const question of source.read({ dataDir, splits: [split], intake: new Intake() }))
    if (includes(question)) questions.push(question);
  const hash = idsHash(questions);
  return [
    ...(questions.length === benchmark.size ? [] : [`${questions.length} questions, not ${benchmark.size}`]),
    ...(hash === benchmark.ids ? [] : [`ids ${hash}, not ${benchmark.ids}`]),
  ];
}

export async function benchGolds(json: boolean, dataDir: string): Promise<void> {
  const total = { n: 0, exceptions: [] as string[] };
  const list = (exceptions: readonly string[]): void => {
    if (!json) for (const exception of exceptions) process.stdout.write(`         ${exception}\n`);
  };
  for (const source of sources) {
    const tally = await scoreSource(source, dataDir);
    if (tally.n === 0) continue;
    const name = `${source.id}: ${rightOf(tally)} golds against themselves`;
    print({ bench, case: name, value: percentOf(tally), unit: '%' }, json);
    list(tally.exceptions);
    list([...tally.leftOut].map(([reason, n]) => `left out: ${reason}, ${n.toLocaleString('en')} rows`));
    total.n += tally.n;
    total.exceptions.push(...tally.exceptions);
  }
  const all = `all: ${rightOf(total)} golds against themselves`;
  print({ bench, case: all, value: percentOf(total), unit: '%' }, json);
  const programs = await runPrograms(dataDir);
  const run = `finqa: ${rightOf(programs)} gold programs equal exe_ans`;
  print({ bench, case: run, value: percentOf(programs), unit: '%' }, json);
  list(programs.exceptions);
  for (const benchmark of benchmarks.filter(({ ids }) => ids !== null)) {
    const faults = await pinFaults(benchmark, dataDir);
    if (faults === null) continue;
    print(
      { bench, case: `${benchmark.id}: faults of pinned size and ids`, value: faults.length, unit: '' },
      json,
    );
    list(faults);
  }
}
