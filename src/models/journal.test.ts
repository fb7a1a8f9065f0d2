import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Journal } from './journal.ts';
import { Inheritance } from './keeper/inheritance.ts';
import { newOwner } from './process-owner.ts';
import { RequestCache } from './request-cache.ts';

let folder: string;
let cache: RequestCache;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fin-r1-journal-'));
  cache = new RequestCache(join(folder, 'cache.sqlite'));
});
afterEach(() => {
  cache.close();
  rmSync(folder, { recursive: true });
});

const living = newOwner();
/** This process's number, but another start. */
const dead = living.replace(/:[^:]*$/, ':1.0');
const entry = (key = 'k') => ({ key, stage: 's', model: 'm', worstCost: 0.5 });
const journal = (owner: string, run = 'run') => new Journal(cache, { run, owner });
const mine = { isMine: true, lost: null };

describe('Journal', () => {
  it('gives a request to one at a time', () => {
    const [first, second] = [journal(newOwner()), journal(newOwner())];
    expect(first.claim(entry(), living)).toEqual(mine);
    expect(second.claim(entry(), living)).toEqual({ isMine: false });
    expect(second.end('k')).toBe(false);
    expect(first.end('k')).toBe(true);
    expect(second.claim(entry(), living)).toEqual(mine);
  });

  it('tells of orphans, once, and only to their run', () => {
    const gone = journal(dead);
    for (const key of ['k', 'answered', 'failed', 'held'])
      gone.claim(entry(key), key === 'held' ? living : dead);
    cache.put('answered', 'm', { text: '', finishReason: 'stop', promptTokens: 1, completionTokens: 1 });
    gone.end('failed');
    const next = journal(newOwner());
    next.claim(entry('own'), dead);
    expect(journal(newOwner(), 'other').takeOrphans()).toEqual([]);
    expect(next.takeOrphans()).toMatchObject([entry()]);
    expect(next.takeOrphans()).toEqual([]);
    expect(next.kept()).toMatchObject([entry('held')]);
  });

  it('leaves a request to the keeper of a dead process until its body is there, then to one other', () => {
    const gone = journal(dead);
    gone.claim(entry(), living);
    const [next, late] = [journal(newOwner()), journal(newOwner())];
    expect(next.claim(entry(), living)).toEqual({ isMine: false });
    new Inheritance(cache.path, dead).settle('k', { kind: 'answered', body: '{"a":"是"}' });
    expect(next.kept()).toMatchObject([entry()]);
    expect(next.bodyOf('k')).toBeNull();
    expect(next.claim(entry(), living)).toEqual(mine);
    expect(next.bodyOf('k')).toBe('{"a":"是"}');
    expect(late.claim(entry(), living)).toEqual({ isMine: false });
    cache.put('k', 'm', { text: '', finishReason: 'stop', promptTokens: 1, completionTokens: 1 });
    expect(next.bodyOf('k')).toBeNull();
  });

  it('tells who takes over a request that was given up that it may have been billed, if it is of the same run', () => {
    for (const run of ['run', 'other']) {
      journal(dead).claim(entry(), living);
      new Inheritance(cache.path, dead).settle('k', { kind: 'lost' });
      const next = journal(newOwner(), run);
      const claim = next.claim(entry(), living);
      expect(claim).toMatchObject({ isMine: true, lost: run === 'run' ? entry() : null });
      next.end('k');
    }
  });

  it('forgets what was not sent, and what its owner has settled stays settled', () => {
    const gone = journal(dead);
    for (const key of ['sent', 'settled', 'never']) gone.claim(entry(key), living);
    const heir = new Inheritance(cache.path, dead);
    gone.end('settled');
    heir.settle('settled', { kind: 'answered', body: '{}' });
    heir.dropAllBut(['sent', 'settled']);
    const next = journal(newOwner());
    expect(next.kept()).toMatchObject([entry('sent')]);
    heir.settle('sent', { kind: 'unbilled' });
    expect(next.kept()).toEqual([]);
    expect(next.takeOrphans()).toEqual([]);
  });
});
