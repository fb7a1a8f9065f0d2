/** When a clone must install, and when it must not: a needless `npm ci` would cost every command half a minute. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reasonToInstall } from './install.mjs';

let clone: string;
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'fin-r1-install-'));
});
afterEach(() => {
  rmSync(clone, { recursive: true });
});

function write(path: string, packages: object): void {
  mkdirSync(dirname(join(clone, path)), { recursive: true });
  writeFileSync(join(clone, path), JSON.stringify({ packages }));
}

const wanted = {
  '': { name: 'fin-r1' },
  'node_modules/zod': { version: '4.0.0' },
  'node_modules/@duckdb/node-bindings-darwin-arm64': { version: '1.0.0', optional: true },
};

describe('reasonToInstall', () => {
  it('says so in a fresh clone', () => {
    write('package-lock.json', wanted);
    expect(reasonToInstall(clone)).toBe('first run in this folder');
  });

  it('is silent when all but other platforms’ packages are there', () => {
    write('package-lock.json', wanted);
    write('node_modules/.package-lock.json', { 'node_modules/zod': { version: '4.0.0' } });
    mkdirSync(join(clone, 'node_modules/node/bin'), { recursive: true });
    expect(reasonToInstall(clone)).toBeNull();
  });

  it.each([
    ['another version', { 'node_modules/zod': { version: '3.9.0' } }],
    ['a missing package', {}],
  ])('names the package for %s', (_case, installed) => {
    write('package-lock.json', wanted);
    write('node_modules/.package-lock.json', installed);
    expect(reasonToInstall(clone)).toBe('zod changed');
  });

  it('notices that the pinned Node was not placed', () => {
    write('package-lock.json', wanted);
    write('node_modules/.package-lock.json', { 'node_modules/zod': { version: '4.0.0' } });
    expect(reasonToInstall(clone)).toBe('the pinned Node is missing');
  });
});
