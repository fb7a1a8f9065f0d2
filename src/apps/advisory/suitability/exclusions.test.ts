import { expect, test } from 'vitest';
import { InputError } from '../../../core/errors.ts';
import { plainProfile } from '../test-profile.ts';
import { testProducts } from '../test-products.ts';
import { checkExclusions, isExcluded } from './exclusions.ts';

const excluding = (...excludeSymbols: string[]) => ({ ...plainProfile, constraints: { excludeSymbols } });
const left = (...symbols: string[]) =>
  testProducts.filter((product) => isExcluded(product, excluding(...symbols))).map(({ symbol }) => symbol);

test('an exclusion holds however its letters are written', () => {
  expect(left('world', ' Bond')).toEqual(['BOND', 'WORLD']);
  expect(left('WORL')).toEqual([]);
  expect(() => checkExclusions(excluding('world', ' Bond', 'GOLD'), testProducts)).not.toThrow();
});

test('an exclusion of what is not on the list is refused, with the nearest symbol', () => {
  const check = (symbol: string) => () => checkExclusions(excluding('BOND', symbol), testProducts);
  expect(check('WRLD')).toThrow(InputError);
  expect(check('WRLD')).toThrow('the product list has no "WRLD"; did you mean "WORLD"?');
  expect(check('something-else')).toThrow(/has no "something-else"$/);
});
