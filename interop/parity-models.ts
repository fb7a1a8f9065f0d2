/**
 * The partner of `parity_models.py`: reads { cases: [{ folder, saved, expected }] } on standard input, writes each checkpoint
 * again under `saved`, and prints how far our engine is from what transformers expects.
 */

import { text } from 'node:stream/consumers';
import { readModelFolder, writeModelFolder } from '../src/engine/index.ts';
import { differences } from '../test/parity/model-case.ts';
import type { Differences, ModelCase } from '../test/parity/model-case.ts';

const { cases } = JSON.parse(await text(process.stdin)) as {
  cases: { folder: string; saved: string; expected: ModelCase }[];
};
const found: Differences[] = [];
for (const { folder, saved, expected } of cases) {
  const model = await readModelFolder(folder);
  await writeModelFolder(saved, model);
  found.push(await differences(model, expected, [1, 129, expected.tokens.length]));
}
console.log(JSON.stringify(found));
