import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Database } from './database.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fin-r1-database-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('says so when the file cannot grow, and keeps what was committed', () => {
  const database = new Database(join(folder, 'tinker.sqlite'));
  const add = (name: string): void =>
    void database.run('insert into bases (name, fingerprint) values (?, ?)', name, 'f'.repeat(100_000));
  add('kept');
  // As on a full disk: SQLite gives the same code.
  database.get('pragma max_page_count = 60');
  const refusal = expect.objectContaining({
    ...{ code: 'disk-full', exitCode: 2 },
    message: expect.stringMatching(/tinker\.sqlite cannot be written: the disk is full$/),
  });
  const addMany = (): void => {
    for (let i = 0; i < 10; i++) add(`more ${i}`);
  };
  expect(() => database.transaction(addMany)).toThrow(refusal);
  expect(() => database.run('insert into bases values (?, ?)', 'alone', 'f'.repeat(1e6))).toThrow(refusal);
  database.get('pragma max_page_count = 1000');
  expect(database.all(`select name from bases where name = 'kept'`)).toHaveLength(1);
  database.transaction(addMany);
  database.close();
});
