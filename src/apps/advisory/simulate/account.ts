/** Money invested, with what was paid for it, so that gains after trading costs are taxed when they are sold (average cost). */

export class Account {
  wealth: number;
  #paid: number;
  readonly #gainsTax: number;
  readonly #tradingCost: number;

  constructor(start: number, { gainsTax, tradingCost }: { gainsTax: number; tradingCost: number }) {
    this.wealth = start * (1 - tradingCost);
    this.#paid = start;
    this.#gainsTax = gainsTax;
    this.#tradingCost = tradingCost;
  }

  deposit(amount: number): void {
    this.wealth += amount * (1 - this.#tradingCost);
    this.#paid += amount;
  }

  grow(factor: number): void {
    this.wealth *= factor;
  }

  /** Sells so much that `amount` is left after cost and tax, or all there is; gives what was received. */
  withdraw(amount: number): number {
    if (amount <= 0 || this.wealth <= 0) return 0;
    const afterCost = 1 - this.#tradingCost;
    const gain = Math.max(0, afterCost - this.#paid / this.wealth);
    const kept = afterCost - this.#gainsTax * gain;
    const sold = amount / kept;
    if (sold >= this.wealth) {
      const received = Math.min(amount, this.wealth * kept);
      this.wealth = 0;
      this.#paid = 0;
      return received;
    }
    this.#paid *= 1 - sold / this.wealth;
    this.wealth -= sold;
    return amount;
  }
}
