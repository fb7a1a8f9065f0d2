/**
 * The ratios that filings are asked about, as fractions of named figures (CFA Institute curriculum, Financial Statement
 * Analysis: Financial Analysis Techniques; Penman, Financial Statement Analysis and Security Valuation). For stocks over flows
 * the average of the period may be given where the field uses it.
 */

import type { CalculationUnit } from './calculation.ts';

export interface Ratio {
  above: string;
  below: string;
  unit: Extract<CalculationUnit, 'percent' | 'times' | 'currency'>;
  /** Figures of the formula that are 0 where they are not given. */
  optional?: readonly string[];
}

/** Name → formula. `a - b` and `abs(a)` are the only operations; see `ratio.ts`. */
export const RATIOS = {
  percentage_change: { above: 'new_value - old_value', below: 'abs(old_value)', unit: 'percent' },
  gross_margin: { above: 'gross_profit', below: 'revenue', unit: 'percent' },
  operating_margin: { above: 'operating_income', below: 'revenue', unit: 'percent' },
  net_margin: { above: 'net_income', below: 'revenue', unit: 'percent' },
  current_ratio: { above: 'current_assets', below: 'current_liabilities', unit: 'times' },
  quick_ratio: { above: 'current_assets - inventory', below: 'current_liabilities', unit: 'times' },
  debt_to_equity: { above: 'total_debt', below: 'shareholders_equity', unit: 'times' },
  return_on_equity: { above: 'net_income', below: 'shareholders_equity', unit: 'percent' },
  return_on_assets: { above: 'net_income', below: 'total_assets', unit: 'percent' },
  asset_turnover: { above: 'revenue', below: 'total_assets', unit: 'times' },
  interest_coverage: { above: 'ebit', below: 'interest_expense', unit: 'times' },
  earnings_per_share: {
    above: 'net_income - preferred_dividends',
    below: 'shares',
    unit: 'currency',
    optional: ['preferred_dividends'],
  },
  price_to_earnings: { above: 'share_price', below: 'earnings_per_share', unit: 'times' },
  dividend_yield: { above: 'dividends_per_share', below: 'share_price', unit: 'percent' },
  payout_ratio: { above: 'dividends', below: 'net_income', unit: 'percent' },
} as const satisfies Readonly<Record<string, Ratio>>;

/** Figure → what it is, for the model. */
export const FIGURES = {
  new_value: 'The later value, in any unit',
  old_value: 'The earlier value, in the same unit',
  revenue: 'Revenue (net sales) of the period, in currency',
  gross_profit: 'Revenue less cost of goods sold, in currency',
  operating_income: 'Operating income of the period, in currency',
  net_income: 'Net income of the period, in currency; a loss is negative',
  ebit: 'Earnings before interest and taxes, in currency',
  interest_expense: 'Interest expense of the period, in currency, positive',
  current_assets: 'Current assets, in currency',
  inventory: 'Inventory, in currency',
  current_liabilities: 'Current liabilities, in currency',
  total_debt: 'Total debt, in currency',
  shareholders_equity:
    "Shareholders' equity, in currency; for return_on_equity the average of the period where known",
  total_assets: 'Total assets, in currency; the average of the period where known',
  shares: 'Weighted average of common shares, in number',
  preferred_dividends: 'Preferred dividends of the period, in currency; 0 if left out',
  share_price: 'Price of a share, in currency',
  earnings_per_share: 'Earnings per share, in currency',
  dividends_per_share: 'Dividends per share and year, in currency',
  dividends: 'Common dividends of the period, in currency, positive',
} as const;

export type Figure = keyof typeof FIGURES;

/** The figures that a side of a formula names, in order. */
export function figuresIn(side: string): Figure[] {
  const words: string[] = side.match(/[a-z_]+/g) ?? [];
  return words.filter(isFigure);
}

export function isFigure(word: string): word is Figure {
  return Object.hasOwn(FIGURES, word);
}
