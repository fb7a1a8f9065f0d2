import { describe, expect, it } from 'vitest';
import { ratio } from './ratio.ts';
import { FIGURES, figuresIn, RATIOS } from './ratios.ts';
import { refusal } from './test-refusal.ts';

describe('ratio', () => {
  it.each<[keyof typeof RATIOS, Record<string, number | string>, string, string]>([
    ['percentage_change', { old_value: 80, new_value: 100 }, '25', 'percent'],
    ['percentage_change', { old_value: -80, new_value: -100 }, '-25', 'percent'],
    ['gross_margin', { gross_profit: 45, revenue: 120 }, '37.5', 'percent'],
    ['operating_margin', { operating_income: '-3', revenue: 120 }, '-2.5', 'percent'],
    ['net_margin', { net_income: '0.3', revenue: '0.1' }, '300', 'percent'],
    ['current_ratio', { current_assets: 300, current_liabilities: 160 }, '1.875', 'times'],
    ['quick_ratio', { current_assets: 300, inventory: 60, current_liabilities: 160 }, '1.5', 'times'],
    ['debt_to_equity', { total_debt: 90, shareholders_equity: 60 }, '1.5', 'times'],
    ['return_on_equity', { net_income: 12, shareholders_equity: 96 }, '12.5', 'percent'],
    ['return_on_assets', { net_income: 12, total_assets: 160 }, '7.5', 'percent'],
    ['asset_turnover', { revenue: 200, total_assets: 160 }, '1.25', 'times'],
    ['interest_coverage', { ebit: 50, interest_expense: 8 }, '6.25', 'times'],
    ['earnings_per_share', { net_income: 110, preferred_dividends: 10, shares: 40 }, '2.5', 'currency'],
    ['earnings_per_share', { net_income: 110, shares: 40 }, '2.75', 'currency'],
    ['price_to_earnings', { share_price: 45, earnings_per_share: '2.5' }, '18', 'times'],
    ['dividend_yield', { dividends_per_share: '1.8', share_price: 45 }, '4', 'percent'],
    ['payout_ratio', { dividends: 30, net_income: 80 }, '37.5', 'percent'],
  ])('%s of %j', (name, figures, value, unit) => {
    expect(ratio.run({ ratio: name, ...figures })).toMatchObject({ value, unit, digits: 'exact' });
  });

  it('shows the figures in the formula', () => {
    expect(
      ratio.run({ ratio: 'quick_ratio', current_assets: 7, inventory: 5, current_liabilities: 3 }),
    ).toEqual({
      value: '0.66666666666666666667',
      digits: '20 significant digits',
      unit: 'times',
      formula: 'quick_ratio = (current_assets - inventory) / current_liabilities = (7 - 5) / 3',
    });
    expect(ratio.run({ ratio: 'earnings_per_share', net_income: 110, shares: 40 }).formula).toContain(
      '(110 - 0) / 40',
    );
  });

  it.each([
    ['return_on_equity', { net_income: -5, shareholders_equity: -10 }, '50'],
    ['price_to_earnings', { share_price: 10, earnings_per_share: -2 }, '-5'],
    ['percentage_change', { old_value: -10, new_value: 5 }, '150'],
  ])('warns of %s below zero', (name, figures, value) => {
    expect(ratio.run({ ratio: name, ...figures })).toMatchObject({
      value,
      caution: expect.stringMatching(/is negative.*not meaningful/),
    });
    const positive = Object.fromEntries(Object.keys(figures).map((figure) => [figure, 4]));
    expect(ratio.run({ ratio: name, ...positive })).not.toHaveProperty('caution');
  });

  it.each(Object.keys(RATIOS) as (keyof typeof RATIOS)[])('refuses 0 below the line of %s', (name) => {
    const { above, below } = RATIOS[name];
    const [divisor = ''] = figuresIn(below);
    const figures = Object.fromEntries([...figuresIn(above), divisor].map((figure) => [figure, 1]));
    expect(refusal(ratio, { ratio: name, ...figures, [divisor]: 0 })).toBe(
      `${divisor} is "0"; expected a number other than 0, as ${name} divides by it`,
    );
  });

  it('knows every figure of its formulas, and uses every figure it knows', () => {
    const used = Object.values(RATIOS).flatMap(({ above, below }) => [
      ...figuresIn(above),
      ...figuresIn(below),
    ]);
    expect(new Set(used)).toEqual(new Set(Object.keys(FIGURES)));
    const words = Object.values(RATIOS).flatMap(
      ({ above, below }) => `${above} ${below}`.match(/[a-z_]+/g) ?? [],
    );
    expect(words.filter((word) => word !== 'abs')).toEqual(used);
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'a missing figure',
      { ratio: 'quick_ratio', current_assets: 1, current_liabilities: 1 },
      'inventory is missing; expected a number, as current_assets, inventory, current_liabilities are needed for quick_ratio',
    ],
    [
      'a figure it does not use',
      { ratio: 'current_ratio', current_assets: 1, current_liabilities: 1, inventory: 2 },
      'inventory is "2"; expected it to be left out for current_ratio, which takes current_assets, current_liabilities',
    ],
  ])('refuses %s', (_, args, message) => {
    expect(refusal(ratio, args)).toBe(message);
  });

  it('refuses a ratio it does not know', () => {
    expect(refusal(ratio, { ratio: 'roe' })).toMatch(
      /^ratio is "roe"; expected one of "percentage_change", /,
    );
  });
});
