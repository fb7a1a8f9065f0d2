/** The partner of `parity_tokenizers.py`: reads { cases: [{ folder, expected }] } on standard input, prints what differs. */

import { text } from 'node:stream/consumers';
import { HfTokenizer } from '../src/engine/index.ts';
import { differences } from '../test/parity/tokenizer-case.ts';
import type { TokenizerCase, TokenizerDifferences } from '../test/parity/tokenizer-case.ts';

const { cases } = JSON.parse(await text(process.stdin)) as {
  cases: { folder: string; expected: TokenizerCase }[];
};
const found: TokenizerDifferences[] = [];
for (const { folder, expected } of cases) found.push(differences(await HfTokenizer.load(folder), expected));
console.log(JSON.stringify(found));
