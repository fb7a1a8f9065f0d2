/** Made-up prices for tests and examples: correlated lognormal moves from a seed, so that no provider's data is needed. */

import { Random } from '../../../core/random.ts';
import { DAY_MS } from './frequency.ts';
import type { PriceRow } from './price-row.ts';

export interface SyntheticMarket {
  seed: number;
  /** `mean` and `volatility` of log returns a year, as fractions. */
  assets: readonly { symbol: string; mean: number; volatility: number }[];
  /** Between any two assets, in [0, 1]. */
  correlation: number;
  /** How many closes of each. */
  count: number;
  frequency: 'daily' | 'weekly' | 'monthly';
  /** ISO date of the first close; a working day where daily. */
  from: string;
  currency?: string;
}

const PERIODS = { daily: 252, weekly: 52, monthly: 12 } as const;

/** Rows in order of date, then of `assets`; first closes are 100. */
export function syntheticMarket(given: SyntheticMarket): PriceRow[] {
  const random = Random.derive(given.seed, 'synthetic market');
  const periods = PERIODS[given.frequency];
  const logs = given.assets.map(() => Math.log(100));
  const rows: PriceRow[] = [];
  let date = given.from;
  for (let at = 0; at < given.count; at++) {
    if (at > 0) {
      const common = random.normal();
      given.assets.forEach(({ mean, volatility }, i) => {
        const own = random.normal();
        const shock = Math.sqrt(given.correlation) * common + Math.sqrt(1 - given.correlation) * own;
        logs[i] = (logs[i] as number) + mean / periods + (volatility / Math.sqrt(periods)) * shock;
      });
      date = nextDate(date, given.frequency);
    }
    given.assets.forEach(({ symbol }, i) => {
      const close = Number(Math.exp(logs[i] as number).toFixed(4));
      rows.push({ date, symbol, close, ...(given.currency !== undefined && { currency: given.currency }) });
    });
  }
  return rows;
}

function nextDate(date: string, frequency: SyntheticMarket['frequency']): string {
  const time = new Date(`${date}T00:00:00Z`);
  if (frequency === 'monthly') {
    // The month's last day, which exists in every month.
    return new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 2, 0)).toISOString().slice(0, 10);
  }
  const days = frequency === 'weekly' ? 7 : time.getUTCDay() === 5 ? 3 : 1;
  return new Date(time.getTime() + days * DAY_MS).toISOString().slice(0, 10);
}
