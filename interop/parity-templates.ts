/** The partner of `parity_templates.py`: reads { cases: [{ source, expected }] } on standard input, prints what differs. */

import { text } from 'node:stream/consumers';
import { differences } from '../test/parity/template-case.ts';
import type { TemplateCase } from '../test/parity/template-case.ts';

const { cases } = JSON.parse(await text(process.stdin)) as {
  cases: { source: string; expected: TemplateCase }[];
};
const real = Date;
globalThis.Date = class extends real {
  constructor() {
    super(cases[0]?.expected.now ?? 0);
  }
} as DateConstructor;
console.log(JSON.stringify(cases.map(({ source, expected }) => differences(source, expected))));
