import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { JsonlSpool } from './jsonl-spool.ts';
import { OrderedRows } from './ordered-rows.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'fin-r1-rows-'));
});
afterAll(() => rmSync(home, { recursive: true }));

it('a spool gives any row back, also those not yet on the disk and those longer than its buffer', () => {
  const spool = new JsonlSpool<{ text: string }>(join(home, 'spool'));
  const texts = Array.from({ length: 3000 }, (_, i) => (i === 7 ? '长'.repeat(700_000) : `row ${i} 行\n`));
  for (const text of texts) spool.append({ text });
  for (const index of [2999, 0, 7, 8, 1500]) expect(spool.at(index).text).toBe(texts[index]);
  spool.close();
  const lines = readFileSync(join(home, 'spool'), 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { text: string }).text)).toEqual(texts);
});

it('rows come out by position, those of one position as they were given, however they came in', () => {
  const rows = new OrderedRows(join(home, 'rows.jsonl'));
  for (const [position, name] of [
    [4, 'e'],
    [-1, 'a'],
    [2, 'c'],
    [-1, 'b'],
    [2, 'd'],
  ] as const)
    rows.write(position, { name });
  rows.finish();
  expect(existsSync(join(home, 'rows.jsonl'))).toBe(false);
  rows.publish();
  const text = readFileSync(join(home, 'rows.jsonl'), 'utf8');
  expect([...text.matchAll(/"name":"(\w)"/g)].map(([, name]) => name).join('')).toBe('abcde');
});
