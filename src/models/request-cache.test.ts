import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RequestCache } from './request-cache.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'fin-r1-cache-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const answer = { text: '是\u0000"', finishReason: 'length', promptTokens: 1, completionTokens: 2 } as const;

describe('RequestCache', () => {
  it('gives back what another opener of the file has put, at once', () => {
    const path = join(folder, 'deep', 'cache.sqlite');
    const first = new RequestCache(path);
    const second = new RequestCache(path);
    expect(second.get('k')).toBeNull();
    first.put('k', 'm', answer);
    expect(second.get('k')).toEqual(answer);
    second.put('k2', 'm', answer);
    expect(first.get('k2')).toEqual(answer);
    first.close();
    second.close();
  });

  it('says what is wrong with a file that it cannot use', () => {
    const path = join(folder, 'cache.sqlite');
    writeFileSync(path, 'this is no database, '.repeat(100));
    expect(() => new RequestCache(path)).toThrow(
      /cache\.sqlite: the request cache cannot be used: .*not a database/,
    );
    const newer = new RequestCache(join(folder, 'newer'));
    newer.database.exec('pragma user_version = 99');
    newer.close();
    expect(() => new RequestCache(join(folder, 'newer'))).toThrow(/newer fin-r1/);
  });
});
