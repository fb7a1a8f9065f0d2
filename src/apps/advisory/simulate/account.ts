/** Money invested, with what was paid for it, so that gains are taxed when they are sold (average cost). */

export class Account {
  wealth: number;
  #paid: number;
  readonly #gainsTax: number;

  constructor(start: number, gainsTax: number) {
    this.wealth = start;
    this.#paid = start;
    this.#gainsTax = gainsTax;
  }

  deposit(amount: number): void {
    this.wealth += amount;
    this.#paid += amount;
  }

  grow(factor: number): void {
    this.wealth *= factor;
  }

  /** Sells so much that `amount` is left after tax, or all there is; gives what was received. */
  withdraw(amount: number): number {
    if (amount <= 0 || this.wealth <= 0) return 0;
    const gain = Math.max(0, 1 - this.#paid / this.wealth);
    const kept = 1 - this.#gainsTax * gain;
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
