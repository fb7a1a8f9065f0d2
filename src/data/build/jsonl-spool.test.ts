import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JsonlSpool } from './jsonl-spool.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jsonl-spool-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('JsonlSpool', () => {
  it('gives back rows of every size in any order, between writes and after', () => {
    const spool = new JsonlSpool<{ row: number; text: string }>(join(folder, 'rows.jsonl'));
    // Characters of a row: short, Chinese, longer than what is read at first, and longer than what is kept before writing.
    const lengths = [5, 300_000, 20_000, 1_500_000, 1, 400_000, 3];
    const rows = lengths.map((length, row) => ({ row, text: (row % 2 === 0 ? 'x' : '题').repeat(length) }));
    for (const [i, row] of rows.entries()) {
      spool.append(row);
      expect(spool.at(i >> 1)).toEqual(rows[i >> 1]);
    }
    for (const { row } of rows.toReversed()) expect(spool.at(row)).toEqual(rows[row]);
    spool.close();
    const lines = readFileSync(spool.path, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual(rows);
  });

  it('never gives another row for one that is lost', () => {
    const spool = new JsonlSpool<{ row: number }>(join(folder, 'rows.jsonl'));
    for (const row of [1, 2]) spool.append({ row });
    expect(spool.at(0)).toEqual({ row: 1 });
    truncateSync(spool.path, 12);
    expect(() => spool.at(1)).toThrow(/rows\.jsonl ends within the row at byte 10/);
    spool.close();
  });
});
