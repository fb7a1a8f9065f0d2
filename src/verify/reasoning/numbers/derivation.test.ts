import { describe, expect, it } from 'vitest';
import { readNumbers, type ParsedNumber } from '../../number.ts';
import { chanceOf, isSlip } from './derivation.ts';
import { factorResults, sharedResults, stepResults, wholeAndFraction } from './steps.ts';

const number = (text: string): ParsedNumber => readNumbers(text)[0] as ParsedNumber;

describe('chanceOf', () => {
  it('is Infinity where nothing hits', () => {
    expect(chanceOf(number('412'), [94, 1.64])).toBe(Infinity);
  });

  it('grows with the results around, and falls with the digits printed', () => {
    const few = chanceOf(number('94'), [94, 60, 170]);
    const many = chanceOf(number('94'), [94, ...Array.from({ length: 50 }, (_, at) => 60 + at)]);
    expect(many).toBeGreaterThan(few);
    expect(chanceOf(number('94.21'), [94.21, 60, 170])).toBeLessThan(few);
  });

  it('takes a round number for a rounded one', () => {
    expect(chanceOf(number('400'), [400])).toBeGreaterThan(chanceOf(number('403'), [403]));
  });
});

describe('what a number looks like', () => {
  it.each([
    ['5,892', '5,829', true],
    ['5,839', '5,829', true],
    ['5,289', '5,829', true],
    ['5,928', '5,829', false],
    ['58.29', '5,829', false],
    ['89', '98', false],
  ])('%s is a slip of %s: %s', (own, other, slip) => {
    expect(isSlip(number(own), [number(other)])).toBe(slip);
  });
});

describe('steps', () => {
  it('give the rest, the product and the quotient', () => {
    expect(stepResults(number('120'), readNumbers('60% of 200'))).toContain(120);
    const [quotient] = stepResults(number('0.3'), readNumbers('60 and 200')).filter((one) => one === 0.3);
    expect(quotient).toBe(0.3);
  });

  it('give a share that stands elsewhere of an amount nearby, and whole ones with a known fraction', () => {
    expect(sharedResults(readNumbers('50,000'), readNumbers('30%'))).toEqual([15_000, 35_000]);
    expect(wholeAndFraction(number('3.94'), readNumbers('0.94 and 0.5'))).toEqual([3.94, 3.5]);
    expect(wholeAndFraction(number('4'), readNumbers('0.94'))).toEqual([]);
  });

  it('give the factors of annuity tables', () => {
    expect(factorResults(readNumbers('6%')).some((factor) => Math.abs(factor - 3.4651) < 5e-5)).toBe(true);
  });
});
