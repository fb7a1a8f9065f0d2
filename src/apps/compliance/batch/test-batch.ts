/**
 * A process that checks 60 texts into the folder of its first argument, a line on stdout for each group that is done, until it is
 * killed. After as many lines as the second argument says it waits for that, as the one who kills it may be slow.
 */

import type { CheckedText } from '../check/verdict.ts';
import { testBy, testCheck } from '../test-check.ts';
import { BatchFolder } from './batch-folder.ts';
import { runBatch } from './run-batch.ts';

const texts = Array.from({ length: 60 }, (_, n) => ({
  id: `mails.csv#${n}`,
  text: n % 3 === 0 ? `We guarantee ${n} %.` : `Text ${n}.`,
}));
const who = { name: 'tester', key: null };
const folder = await BatchFolder.open(process.argv[2] ?? '', {
  by: testBy,
  texts: texts.length,
  who,
  notes: [],
});
const most = Number(process.argv[3] ?? Infinity);
let lines = 0;
const check = async (text: (typeof texts)[number]): Promise<CheckedText> => {
  if (lines >= most) await new Promise(() => setInterval(() => {}, 60_000));
  return testCheck(text);
};
const outcome = await runBatch(folder, texts, check, {
  ...{ who, concurrency: 3 },
  onProgress: (done) => {
    lines++;
    process.stdout.write(`${done}\n`);
  },
});
await folder.close();
process.stdout.write(`${JSON.stringify({ rows: outcome.rows.length, checked: outcome.checked })}\n`);
