/** The TypeScript side of `parity_adamw.py`: `{ cases }` on standard input, the differences of each case on standard output. */

import { json } from 'node:stream/consumers';
import { differences } from '../test/parity/adamw-case.ts';
import type { AdamwCase } from '../test/parity/adamw-case.ts';

const { cases } = (await json(process.stdin)) as { cases: AdamwCase[] };
const answers = [];
for (const given of cases) answers.push(await differences(given));
process.stdout.write(JSON.stringify(answers), () => process.exit());
