/** The TypeScript side of `parity_grpo.py`: `{ root }` on standard input, the differences of each of root's cases on standard output. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { updateDifferences } from '../test/parity/grpo-case.ts';
import type { GrpoCase } from '../test/parity/grpo-case.ts';

const { root } = (await json(process.stdin)) as { root: string };
const cases = JSON.parse(readFileSync(join(root, 'grpo', 'cases.json'), 'utf8')) as GrpoCase[];
const answers = [];
for (const [number, given] of cases.entries()) {
  answers.push(await updateDifferences(root, number, given, join(root, 'saved')));
}
process.stdout.write(JSON.stringify(answers), () => process.exit());
