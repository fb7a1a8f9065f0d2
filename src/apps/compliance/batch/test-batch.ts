/** A process that checks 60 texts into the folder of its first argument, a line on stdout for each group that is done, until it is killed. */

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
const outcome = await runBatch(folder, texts, async (text) => Promise.resolve(testCheck(text)), {
  ...{ who, concurrency: 3 },
  onProgress: (done) => void process.stdout.write(`${done}\n`),
});
await folder.close();
process.stdout.write(`${JSON.stringify({ rows: outcome.rows.length, checked: outcome.checked })}\n`);
