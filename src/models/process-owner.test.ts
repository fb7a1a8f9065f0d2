import { describe, expect, it } from 'vitest';
import { isDeadOwner, isLivingOwner, newOwner } from './process-owner.ts';

describe('the name of a process', () => {
  it('tells the living, the dead, the heirs of their numbers, and those of whom nothing is known', () => {
    const [host = '', pid = ''] = newOwner().split(':');
    const known = (owner: string) => [isLivingOwner(owner), isDeadOwner(owner)];
    expect(known(newOwner())).toEqual([true, false]);
    expect(known(`${host}:${pid}:1.0`)).toEqual([false, true]);
    expect(known(`${host}:4194304:1.0`)).toEqual([false, true]);
    expect(known(`elsewhere:${pid}:1.0`)).toEqual([false, false]);
  });

  it('differs from call to call, and can be given for another process', () => {
    expect(newOwner()).not.toBe(newOwner());
    expect(isLivingOwner(newOwner(process.ppid))).toBe(true);
  });
});
