/**
 * A million questions through load → decontaminate → route → Parquet in a process of its own: rows a second; its peak memory, which must
 * stay below 1 GiB and hardly differ from that of a quarter of the questions; and whether the planted leaks were found.
 */

import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { leakKinds, writeQuestionFiles } from './million-questions.ts';
import type { QuestionFiles } from './million-questions.ts';
import { print } from './measure.ts';
import { pipelineCommand } from './pipeline-command.ts';
import { sparkline } from './sparkline.ts';
import { watchChild } from './watch-child.ts';

const LARGE = { questions: 1_000_000, evaluated: 4000, leaks: 500 };
const QUARTER = { ...LARGE, questions: LARGE.questions / 4 };
const LIMIT = 2 ** 30;

const bench = 'pipeline';

export async function benchPipeline(json: boolean): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fin-r1-bench-'));
  try {
    const quarter = await build(folder, QUARTER, json);
    const peak = await build(folder, LARGE, json);
    const growth = {
      bench,
      case: 'peak memory with four times the questions',
      value: 100 * (peak / quarter - 1),
    };
    print({ ...growth, unit: '% more' }, json);
    await printLeaks(join(folder, 'run', 'data', 'decontamination.jsonl'), json);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Builds in `folder`/run, and prints the speed; resolves to the peak memory in bytes. */
async function build(folder: string, counts: typeof LARGE, json: boolean): Promise<number> {
  const files: QuestionFiles = {
    questions: join(folder, 'questions.jsonl'),
    evaluated: join(folder, 'evaluated.jsonl'),
  };
  const output = join(folder, 'run');
  await rm(output, { recursive: true, force: true });
  await writeQuestionFiles(files, counts);
  const run = await watchChild(await pipelineCommand({ ...files, output }), { everyMs: 500 });
  const name = `${counts.questions.toLocaleString('en')} questions`;
  print({ bench, case: name, value: counts.questions / run.seconds, unit: 'rows/s' }, json);
  const mebibytes = run.peak / 2 ** 20;
  const against = { against: '1 GiB', ratio: LIMIT / run.peak };
  print({ bench, case: `peak memory, ${name}`, value: mebibytes, unit: 'MiB', ...against }, json);
  if (!json)
    process.stdout.write(`${' '.repeat(9)}${sparkline(run.samples)}  0 to ${Math.round(mebibytes)} MiB\n`);
  return run.peak;
}

/** `report` has one line a hit; a planted question is known by its id. */
async function printLeaks(report: string, json: boolean): Promise<void> {
  if (!existsSync(report)) {
    process.stderr.write(`(no ${report}: whether the leaks were found is not known)\n`);
    return;
  }
  const found = new Set<string>();
  let others = 0;
  for await (const line of createInterface({ input: createReadStream(report) })) {
    const id = /"planted-[a-z]+-\d+"/.exec(line)?.[0];
    if (id === undefined) others++;
    else found.add(id);
  }
  for (const kind of leakKinds) {
    const hits = [...found].filter((id) => id.startsWith(`"planted-${kind}-`)).length;
    print({ bench, case: `${kind} leaks found of ${LARGE.leaks}`, value: hits, unit: '' }, json);
  }
  print({ bench, case: 'reported though not planted', value: others, unit: '' }, json);
}
