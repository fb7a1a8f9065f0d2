import { describe, expect, it } from 'vitest';

import { printedChain } from './program-chain.ts';
import { parseProgram } from './program-parse.ts';

describe('printedChain', () => {
  it('goes on with printed digits and still ends at the exact value', () => {
    const [third, amount] = printedChain(parseProgram('divide(1, 3), multiply(#0, 431170)'), []) as number[];
    expect(Math.abs((amount as number) - 431170 / 3)).toBeLessThan(0.3);
    const digits = String(third).length - 2;
    expect(digits).toBeGreaterThan(4);
    expect(digits).toBeLessThan(8);
    expect(amount).toBe(Number(((third as number) * 431170).toPrecision(7)));
  });

  it('never rounds whole digits away', () => {
    expect(printedChain(parseProgram('add(123456789, 1)'), [])).toEqual([123456790]);
  });
});
