import { describe, expect, it } from 'vitest';
import { calculators } from './index.ts';
import { npv } from './npv.ts';
import { refusal } from './test-refusal.ts';
import { xnpv } from './xnpv.ts';

describe('calculators', () => {
  it('are named as a model calls them', () => {
    expect([...calculators.keys()].join(' ')).toBe(
      'npv xnpv irr xirr cagr annuity bond_price bond_yield day_count ratio evaluate',
    );
  });

  it.each([...calculators.values()])(
    '$name is an OpenAI tool whose every argument is described',
    (calculator) => {
      const { type, properties, additionalProperties, ...rest } = calculator.jsonSchema;
      expect({ type, additionalProperties }).toEqual({ type: 'object', additionalProperties: false });
      expect(Object.keys(rest)).toEqual(['required']);
      expect(Object.keys(properties as object)).toEqual(Object.keys(calculator.schema.shape));
      for (const property of Object.values(properties as Record<string, { description?: string }>)) {
        expect(property.description).toMatch(/\w{4}/);
      }
      expect(calculator.name).toMatch(/^[a-z_]{1,64}$/);
      expect(calculator.description.length).toBeGreaterThan(40);
    },
  );
});

describe('arguments', () => {
  const rate = (rate_percent: unknown) => ({ rate_percent, cash_flows: [-100, 110] });

  it('reads numbers and decimal strings alike, without a float in between', () => {
    expect(npv.run({ rate_percent: 0, cash_flows: [0.1, 0.2] }).value).toBe('0.3');
    expect(npv.run({ rate_percent: '0', cash_flows: ['0.1', '0.2'] }).value).toBe('0.3');
    const long = '1234567890123456789012345.1234567890123456789012345';
    expect(npv.run({ rate_percent: 0, cash_flows: [0, '12345678901234567890.12345'] })).toMatchObject({
      value: '12345678901234567890.12345',
      digits: 'exact',
    });
    // 50 digits are more than a result keeps.
    expect(npv.run({ rate_percent: 0, cash_flows: [0, long] })).toMatchObject({
      value: '1234567890123456789000000',
      digits: '20 significant digits',
    });
  });

  it.each<[unknown, string]>([
    ['8%', '"8%"'],
    ['1,000', '"1,000"'],
    ['1e5', '"1e5"'],
    ['', '""'],
    [null, 'null'],
    [true, 'true'],
    [1e-26, '1e-26'],
    ['1'.repeat(26), `"${'1'.repeat(26)}"`],
    [[8], '[8]'],
  ])('refuses %j for a number', (given, written) => {
    expect(refusal(npv, rate(given))).toBe(
      `rate_percent is ${written}; expected a number, or a decimal string such as "1200.50": no separators, no unit, at most 25 digits before and 25 after the point`,
    );
  });

  it('refuses a JSON number that has lost digits', () => {
    expect(refusal(npv, { rate_percent: 8, cash_flows: [1, 2 ** 53] })).toBe(
      'cash_flows[1] is 9007199254740992; expected a decimal string, as a JSON number of this size has lost digits',
    );
  });

  it('refuses a rate of -100 % or less', () => {
    expect(refusal(npv, rate(-100))).toBe(
      'rate_percent is -100; expected a rate in percent above -100 (8 means 8 %)',
    );
  });

  it('tells a misspelt argument from a missing one', () => {
    expect(refusal(npv, { rate_percnt: 8, cash_flows: [1, 2] })).toBe(
      'there is no argument "rate_percnt"; expected some of rate_percent, cash_flows',
    );
    expect(() => npv.run({ rate_percnt: 8, cash_flows: [1, 2] })).toThrow(
      expect.objectContaining({ hint: 'did you mean rate_percent?' }),
    );
    expect(refusal(npv, { rate_percent: 8 })).toBe(
      'cash_flows is missing; expected a list of 2 to 600 cash flows',
    );
    expect(refusal(xnpv, { rate_percent: 8, cash_flows: [{ day: '2024-01-01' }, 5] })).toBe(
      'cash_flows[0]: there is no argument "day"',
    );
  });

  it.each([undefined, null, 'x', []])('refuses %j for all arguments', (args) => {
    expect(refusal(npv, args)).toMatch(
      /^the value of all arguments is .+; expected an object with rate_percent, cash_flows$/,
    );
  });

  it('cuts a long value', () => {
    expect(refusal(npv, rate('x'.repeat(5000))).length).toBeLessThan(300);
  });

  it.each([
    '2023-02-29',
    '2023-2-01',
    '2023-13-01',
    '2023-00-10',
    '2023-04-31',
    '01/02/2023',
    '1582-10-04',
    '',
  ])('refuses the date %j', (given) => {
    const cash_flows = [
      { date: '2022-01-01', amount: 1 },
      { date: given, amount: 1 },
    ];
    expect(refusal(xnpv, { rate_percent: 8, cash_flows })).toBe(
      `cash_flows[1].date is "${given}"; expected a real calendar date as YYYY-MM-DD, from 1583 on`,
    );
  });
});
