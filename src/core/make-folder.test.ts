import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder } from './make-folder.ts';

const home = mkdtempSync(join(tmpdir(), 'fin-r1-folder-'));
afterAll(() => rmSync(home, { recursive: true }));

test('makes what is missing, and leaves what is there', () => {
  const path = join(home, 'a', 'b', 'c');
  makeFolder(path);
  makeFolder(path);
  expect(statSync(path).isDirectory()).toBe(true);
});

test('a file in the way is refused', () => {
  writeFileSync(join(home, 'file'), '');
  expect(() => makeFolder(join(home, 'file'))).toThrow(/EEXIST/);
  expect(() => makeFolder(join(home, 'file', 'below'))).toThrow(/ENOTDIR/);
});

test.runIf(existsSync('/proc/self'))('a place that takes no folders is refused, not tried for ever', () => {
  expect(() => makeFolder('/proc/nothing/below')).toThrow(/ENOENT/);
});
