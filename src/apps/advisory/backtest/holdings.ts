/** Assets held, in money, with what was paid for them: trading costs and taxes are taken out of the portfolio. */

import { FinR1Error } from '../../../core/errors.ts';
import { sum } from '../portfolio/linear.ts';

export interface Trade {
  date: string;
  /** Σ|bought or sold| / wealth before. */
  turnover: number;
  /** Fractions of wealth before. */
  cost: number;
  tax: number;
}

export interface Rates {
  /** Fraction of what is bought or sold. */
  cost: number;
  /** Of realised gains; losses are set off against later gains. */
  gainsTax: number;
}

const MOST_ROUNDS = 500;

export class Holdings {
  /** Money in each asset. */
  values: number[];
  #paid: number[];
  /** Losses realised and not set off yet, ≥ 0. */
  #losses = 0;
  readonly #rates: Rates;

  /** Buys `weights` with a wealth of 1, out of which the cost of buying is paid. */
  constructor(weights: readonly number[], rates: Rates) {
    this.#rates = rates;
    const invested = 1 / (1 + rates.cost * sum(weights.map(Math.abs)));
    this.values = weights.map((weight) => weight * invested);
    this.#paid = [...this.values];
  }

  get wealth(): number {
    return sum(this.values);
  }

  get weights(): number[] {
    const { wealth } = this;
    return this.values.map((value) => value / wealth);
  }

  grow(returns: readonly number[]): void {
    this.values = this.values.map((value, i) => value * (1 + (returns[i] as number)));
  }

  /** Trades to `weights` of what is left after cost and tax. @throws FinR1Error where they would eat up the portfolio. */
  rebalance(weights: readonly number[], date: string): Trade {
    const before = this.wealth;
    let after = before;
    let { cost, gain } = this.#consequences(weights, after);
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const left = before - cost - this.#taxOf(gain);
      if (Math.abs(left - after) <= 1e-15 * before) break;
      after = left;
      ({ cost, gain } = this.#consequences(weights, after));
    }
    if (!(after > 0))
      throw new FinR1Error('backtest', `${date}: trading costs and taxes use up the portfolio`);
    const tax = this.#taxOf(gain);
    this.#losses = Math.max(0, this.#losses - gain);
    const targets = weights.map((weight) => weight * after);
    this.#paid = this.#paid.map((paid, i) => {
      const [held, target] = [this.values[i] as number, targets[i] as number];
      return target >= held ? paid + target - held : paid * (target / held);
    });
    const turnover = sum(targets.map((target, i) => Math.abs(target - (this.values[i] as number)))) / before;
    this.values = targets;
    return { date, turnover, cost: cost / before, tax: tax / before };
  }

  /** Of trading to `weights` of `wealth`: its cost, and the gain realised (below 0: a loss) at average cost. */
  #consequences(weights: readonly number[], wealth: number): { cost: number; gain: number } {
    let [traded, gain] = [0, 0];
    weights.forEach((weight, i) => {
      const [held, target] = [this.values[i] as number, weight * wealth];
      traded += Math.abs(target - held);
      if (target < held) gain += (held - target) * (1 - (this.#paid[i] as number) / held);
    });
    return { cost: traded * this.#rates.cost, gain };
  }

  #taxOf(gain: number): number {
    return Math.max(0, gain - this.#losses) * this.#rates.gainsTax;
  }
}
