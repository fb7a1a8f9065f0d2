/** One close as it was given: what all sources of prices are read into, before anything is judged. */

export interface PriceRow {
  /** ISO date, YYYY-MM-DD. */
  date: string;
  symbol: string;
  /** In currency a share; null where the source has the day but no price. */
  close: number | null;
  /** ISO code where the source names it. */
  currency?: string;
}
