import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isDeadOwner, newOwner } from './process-owner.ts';
import { RequestCache } from './request-cache.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'fin-r1-cache-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const answer = { text: '是\u0000"', finishReason: 'length', promptTokens: 1, completionTokens: 2 } as const;
const entry = { key: 'k', stage: 's', model: 'm', worstCost: 0.5 };

describe('RequestCache', () => {
  it('gives back what another opener of the file has put, at once', () => {
    const path = join(folder, 'deep', 'cache.sqlite');
    const first = new RequestCache(path, '', newOwner());
    const second = new RequestCache(path, '', newOwner());
    expect(second.get('k')).toBeNull();
    first.put('k', 'm', answer);
    expect(second.get('k')).toEqual(answer);
    second.put('k2', 'm', answer);
    expect(first.get('k2')).toEqual(answer);
    first.close();
    second.close();
  });

  it('tells of requests that were in flight when their process died, once, and only to their run', () => {
    const path = join(folder, 'cache.sqlite');
    const dead = new RequestCache(path, 'run', 'host:1:dead');
    dead.begin(entry);
    dead.begin({ ...entry, key: 'answered' });
    dead.put('answered', 'm', answer);
    dead.begin({ ...entry, key: 'failed' });
    dead.end('failed');
    const living = new RequestCache(path, 'run', newOwner());
    living.begin({ ...entry, key: 'mine' });
    const isDead = (owner: string) => owner === 'host:1:dead';
    expect(new RequestCache(path, 'other', newOwner()).takeOrphans(isDead)).toEqual([]);
    expect(living.takeOrphans(isDead)).toEqual([entry]);
    expect(living.takeOrphans(isDead)).toEqual([]);
  });

  it('says what is wrong with a file that it cannot use', () => {
    const path = join(folder, 'cache.sqlite');
    writeFileSync(path, 'this is no database, '.repeat(100));
    expect(() => new RequestCache(path, '', newOwner())).toThrow(
      /cache\.sqlite: the request cache cannot be used: .*not a database/,
    );
    const newer = new RequestCache(join(folder, 'newer'), '', newOwner());
    newer.database.exec('pragma user_version = 99');
    newer.close();
    expect(() => new RequestCache(join(folder, 'newer'), '', newOwner())).toThrow(/newer fin-r1/);
  });
});

describe('isDeadOwner', () => {
  it('knows the living, the dead, and the heirs of their numbers', () => {
    expect(isDeadOwner(newOwner())).toBe(false);
    const [host = '', pid = ''] = newOwner().split(':');
    expect(isDeadOwner(`${host}:${pid}:1.0`)).toBe(true);
    expect(isDeadOwner(`${host}:4194304:1.0`)).toBe(true);
    expect(isDeadOwner(`elsewhere:${pid}:1.0`)).toBe(false);
  });
});
