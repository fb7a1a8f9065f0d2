/** The TypeScript side of `parity_portfolio.py`: `{ cases }` on standard input, the differences of each case on standard output. */

import { json } from 'node:stream/consumers';
import { differences } from '../test/parity/portfolio-case.ts';
import type { PortfolioCase } from '../test/parity/portfolio-case.ts';

const { cases } = (await json(process.stdin)) as { cases: PortfolioCase[] };
const answers = [];
for (const given of cases) answers.push(await differences(given));
process.stdout.write(JSON.stringify(answers), () => process.exit());
