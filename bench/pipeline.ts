/**
 * A million questions through load → decontaminate → route → Parquet in a process of its own: rows a second, and its memory
 * over time, which must stay below 1 GiB and must not grow with the rows; and whether the planted leaks were found.
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
import type { MemorySample } from './watch-child.ts';

const COUNTS = { questions: 1_000_000, evaluated: 4000, leaks: 500 };
const LIMIT = 2 ** 30;

const bench = 'pipeline';

export async function benchPipeline(json: boolean): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fin-r1-bench-'));
  try {
    const files: QuestionFiles = {
      questions: join(folder, 'questions.jsonl'),
      evaluated: join(folder, 'evaluated.jsonl'),
    };
    await writeQuestionFiles(files, COUNTS);
    const output = join(folder, 'run');
    const run = await watchChild(await pipelineCommand({ ...files, output }), { everyMs: 500 });
    const rows = { bench, case: `${COUNTS.questions.toLocaleString('en')} questions` };
    print({ ...rows, value: COUNTS.questions / run.seconds, unit: 'rows/s' }, json);
    const memory = { value: run.peak / 2 ** 20, unit: 'MiB', against: '1 GiB', ratio: LIMIT / run.peak };
    print({ ...rows, case: 'peak memory', ...memory }, json);
    print(
      {
        ...rows,
        case: 'growth from the second quarter to the last',
        value: 100 * growth(run.samples),
        unit: '%',
      },
      json,
    );
    if (!json)
      process.stdout.write(
        `${' '.repeat(9)}${sparkline(run.samples)}  0 to ${Math.round(memory.value)} MiB\n`,
      );
    await printLeaks(join(output, 'data', 'decontamination.jsonl'), json);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** How much more memory the last quarter of the time took than the second. */
function growth(samples: readonly MemorySample[]): number {
  const quarter = (nth: number): number => {
    const part = samples.slice((samples.length * nth) / 4, (samples.length * (nth + 1)) / 4);
    return part.reduce((sum, { bytes }) => sum + bytes, 0) / part.length;
  };
  return quarter(3) / quarter(1) - 1;
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
    print({ bench, case: `${kind} leaks found of ${COUNTS.leaks}`, value: hits, unit: '' }, json);
  }
  print({ bench, case: 'reported though not planted', value: others, unit: '' }, json);
}
