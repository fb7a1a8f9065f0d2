/** The one rate at which flows are worth nothing, or an error that says why there is none, or which ones there are. */

import type { Decimal } from 'decimal.js';
import { InputError } from '../core/errors.ts';
import { rounded } from './calculation.ts';
import { Exact, HUNDRED, ONE } from './decimal.ts';
import { type DiscountedFlow, discountRoots, inOrder, signChanges } from './discounting.ts';

const LOWEST = new Exact('-99.99');
const HIGHEST = new Exact('1000000');
const BRACKET = `from ${LOWEST} % to ${HIGHEST} %`;
/** Flows times changes of sign squared, which the time to look for all roots grows with: about a second. */
const MOST_WORK = 10_000;

/** The rate in percent per `unit` units of time of the exponents. */
export function internalRatePercent(given: readonly DiscountedFlow[], unit: number): Decimal {
  const flows = inOrder(given);
  const changes = signChanges(flows).length;
  if (changes === 0) {
    throw new InputError(
      `cash_flows have no change of sign (${flows.length} that are not 0, ${flows[0]?.amount.isNegative() ? 'all negative' : 'none negative'}); expected at least one negative and one positive, else no rate brings their value to 0`,
    );
  }
  const most = Math.floor(Math.sqrt(MOST_WORK / flows.length));
  if (changes > most) {
    throw new InputError(
      `cash_flows change their sign ${changes} times; expected at most ${most} times for ${flows.length} flows, as each may bring another root`,
    );
  }
  const discount = (percent: Decimal): Decimal =>
    percent.dividedBy(HUNDRED).plus(ONE).pow(ONE.negated().dividedBy(unit));
  const rates = discountRoots(flows, discount(HIGHEST), discount(LOWEST))
    .map((x) => x.pow(-unit).minus(ONE).times(HUNDRED).toDecimalPlaces(30))
    .toReversed();
  const [rate] = rates;
  if (rate === undefined) {
    throw new InputError(
      `cash_flows have no internal rate of return ${BRACKET}: their value is 0 at no rate in between`,
      { hint: 'compare the projects by npv at the cost of capital' },
    );
  }
  if (rates.length > 1) {
    throw new InputError(
      `cash_flows have ${rates.length} internal rates of return ${BRACKET}: ${rates.map((each) => `${rounded(each)} %`).join(', ')}; expected flows with one`,
      { hint: 'compare the projects by npv at the cost of capital' },
    );
  }
  return rate;
}
