/**
 * The TypeScript side of `parity_lora.py`: `{ root, dropout }` on standard input, on standard output the findings of each of
 * root's cases, and losses under dropout of the last.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { loraFindings, lossesWithDropout } from '../test/parity/lora-case.ts';
import type { LoraCase } from '../test/parity/lora-case.ts';

const { root, dropout } = (await json(process.stdin)) as {
  root: string;
  dropout: { dropout: number; passes: number };
};
const cases = JSON.parse(readFileSync(join(root, 'cases.json'), 'utf8')) as LoraCase[];
const findings = [];
for (const given of cases) findings.push(await loraFindings(root, given, join(root, 'saved')));
const losses = await lossesWithDropout(root, cases.at(-1) as LoraCase, dropout);
process.stdout.write(JSON.stringify({ findings, losses }), () => process.exit());
