/** The TypeScript side of `parity_losses.py`: `{ cases }` on standard input, the differences of each case on standard output. */

import { json } from 'node:stream/consumers';
import { differences } from '../test/parity/policy-case.ts';
import type { PolicyCase } from '../test/parity/policy-case.ts';

const { cases } = (await json(process.stdin)) as { cases: PolicyCase[] };
const answers = [];
for (const given of cases) answers.push(await differences(given));
process.stdout.write(JSON.stringify(answers), () => process.exit());
