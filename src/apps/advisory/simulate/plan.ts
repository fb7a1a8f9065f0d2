/** A client's money over the years: what comes in, what goes out, and the goals it is for. */

/** Paid in equal parts over each step from `fromYear` (0 = now) until before `toYear`, in today's money: it grows with inflation. */
export interface Flow {
  /** A year, ≥ 0. */
  amount: number;
  fromYear: number;
  toYear: number;
  /** Growth a year beyond inflation; 0 where left out. */
  growth?: number;
}

export interface Goal {
  id: string;
  /** In today's money, each time it is paid. */
  amount: number;
  /** Paid so many years from now, at the end of the last step until then. */
  year: number;
  /** In how many years in a row it is paid, e.g. a pension; 1 where left out. */
  times?: number;
}

export interface Plan {
  /** Money now. */
  start: number;
  contributions: readonly Flow[];
  withdrawals: readonly Flow[];
  /** In the order in which they are served where several fall due together. */
  goals: readonly Goal[];
  /** Years, a month at least; the part of a step at its end is left out. */
  horizon: number;
  /** A year, fractions. */
  inflation: number;
  /** A year, of assets. */
  fee: number;
  /** Of the gain in what is sold; losses save nothing. */
  gainsTax: number;
  /** Of what is bought or sold, the first purchase too. */
  tradingCost: number;
}
