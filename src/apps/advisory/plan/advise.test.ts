import { expect, test, vi } from 'vitest';
import { exampleProducts } from '../example-products.ts';
import { exampleMarket, exampleProfile } from '../example.ts';
import { htmlReport } from '../report/html-report.ts';
import { pdfReport } from '../report/pdf-report.ts';
import { readDocument } from '../../../documents/index.ts';
import { testRule } from '../test-products.ts';
import type { Language } from '../wording.ts';
import { advise, computeAdvice } from './advise.ts';
import type { AdviceInput } from './advise.ts';
import { usualAssumptions } from './advice.ts';
import type { Advice } from './advice.ts';

// Whole proposals: seconds alone, more on a busy machine.
vi.setConfig({ testTimeout: 120_000 });
import { changedInput } from './what-if.ts';

const tools = {
  ...{ findRule: testRule, rulebooks: [{ name: 'test', version: '0' }], model: null },
  checkPromises: () => Promise.resolve([]),
};

function input(language: Language, change: Partial<AdviceInput['profile']> = {}): AdviceInput {
  return {
    profile: { ...exampleProfile(language), ...change },
    products: exampleProducts(language).products,
    prices: { rows: exampleMarket(language), source: 'example' },
    assumptions: { ...usualAssumptions, paths: 500 },
  };
}

const run = (language: Language, change: Partial<AdviceInput['profile']> = {}): Promise<Advice> =>
  advise(input(language, change), tools);
const valueOf = ({ figures }: Advice, id: string): number =>
  figures.find((one) => one.id === id)?.value ?? NaN;

test.each(['en', 'zh'] as const)(
  'the same input gives the same bytes: advice, HTML and PDF in %s',
  async (language) => {
    const [one, two] = [await run(language), await run(language)];
    expect(one.isAdvised).toBe(true);
    expect(JSON.stringify(one)).toBe(JSON.stringify(two));
    expect(htmlReport(one)).toBe(htmlReport(two));
    const [a, b] = [await pdfReport(one), await pdfReport(two)];
    expect(a.equals(b)).toBe(true);
    // The font has 1.5 MB; what is used of it is embedded.
    expect(a.length).toBeLessThan(200_000);
    const { documents } = await readDocument('report.pdf', new Uint8Array(a));
    const read = JSON.stringify(documents).replaceAll(/\s/g, '');
    expect(read).toContain(language === 'zh' ? '市场有风险，投资需谨慎' : 'Noorderwasplaced');
  },
);

test('figures agree with each other', async () => {
  const advice = await run('en');
  const weights = Object.entries(advice.plan?.weights ?? {});
  expect(weights.length).toBeGreaterThan(1);
  for (const [symbol, weight] of weights) {
    expect(valueOf(advice, `plan.weight.${symbol}`)).toBe(weight);
    expect(valueOf(advice, `plan.amount.${symbol}`)).toBeCloseTo(weight * 48_000, 6);
  }
  expect(valueOf(advice, 'plan.loss95')).toBeCloseTo(1.6448536 * valueOf(advice, 'plan.volatility'), 6);
  // The client accepts 18 %: 0.18 / 1.645 binds, not the 16 % of level 4.
  expect(valueOf(advice, 'plan.volatility')).toBeCloseTo(0.18 / 1.6448536, 6);
  const ids = advice.figures.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('what is moved moves the plan in the direction that it should', async () => {
  const base = input('en');
  const at = async (change: Parameters<typeof changedInput>[1]): Promise<Advice> =>
    advise(changedInput(base, change), tools);
  const probability = (advice: Advice): number => valueOf(advice, 'goal.studies.probability');
  const plain = probability(await at({}));
  expect(probability(await at({ investPerMonth: 900 }))).toBeGreaterThan(plain);
  expect(probability(await at({ fee: 0.02 }))).toBeLessThan(plain);
  expect(valueOf(await at({ largestLossInYear: 0.08 }), 'plan.volatility')).toBeCloseTo(0.08 / 1.6448536, 6);
  // A higher level than the answers give is not to be had.
  expect((await at({ level: 5 })).risk.level).toBe(4);
});

test('a slider shows the figures of the advice: none is another, only what takes long is left out', async () => {
  const whole = await computeAdvice(input('en'), tools, 'all figures');
  const quick = await computeAdvice(changedInput(input('en'), {}), tools, 'quick');
  const plain = (advice: Advice) =>
    new Map(
      advice.figures.map(({ id, interval, ...rest }) => [
        id,
        { ...rest, interval: id.startsWith('backtest.') ? undefined : interval },
      ]),
    );
  const all = plain(whole);
  expect(quick.figures.length).toBeGreaterThan(20);
  for (const [id, figure] of plain(quick)) expect(all.get(id)).toEqual(figure);
  expect(quick.plan?.weights).toEqual(whole.plan?.weights);
  expect(quick.plan?.charts).toEqual(whole.plan?.charts);
  expect(quick.findings).toEqual(whole.findings);
});

test('what is estimated has an interval', async () => {
  const advice = await run('en');
  for (const id of [
    'plan.return',
    'plan.volatility',
    'plan.loss95',
    'goal.studies.probability',
    'plan.wealth.2038.p50',
  ]) {
    const figure = advice.figures.find((one) => one.id === id);
    const [low, high] = figure?.interval ?? [NaN, NaN];
    expect(low).toBeLessThan(figure?.value ?? NaN);
    expect(high).toBeGreaterThan(figure?.value ?? NaN);
  }
});

test('an essential goal without a chance is no advice, and what would help is said', async () => {
  const [studies] = exampleProfile('en').goals;
  const goals = [{ ...(studies as AdviceInput['profile']['goals'][number]), amount: 900_000 }];
  const advice = await run('en', { goals });
  expect(advice).toMatchObject({ isAdvised: false, plan: null });
  const [refused] = advice.findings.filter(({ id }) => id === 'goal-unlikely');
  expect(refused).toMatchObject({
    ...{ decision: 'refuse', limit: 0.05, answer: 'goals', figure: 'goal.studies.probability' },
    rule: { id: 'us-bi-suitability' },
  });
  expect(refused?.text.en).toMatch(/a smaller goal \(\$[\d,]+ is .*\) or a later date\.$/);
  // To close the gap asks for more than is left over, so it is not offered.
  expect(refused?.text.en).not.toContain('paid in');
  // Nothing of the plan that is refused is told.
  expect(advice.findings.filter(({ decision }) => decision === 'caution')).toEqual([]);
  expect(valueOf(advice, 'goal.studies.reachable')).toBeLessThan(300_000);
  expect(advice.figures.some(({ id }) => id.startsWith('plan.weight'))).toBe(false);
});

test('the report is safe, whole, and leads every number to its figure', async () => {
  const advice = await run('en', { client: '<script>alert(1)</script>' });
  const html = htmlReport(advice);
  expect(html).not.toContain('<script');
  expect(html).not.toMatch(/(?:src|href)="(?!#)/);
  const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(links.length).toBeGreaterThan(15);
  for (const id of links) expect(html.split(`id="${id}"`)).toHaveLength(2);
  expect(html.match(/<svg [^>]*role="img" aria-label="[^"]{10,}"/g)).toHaveLength(4);
  for (const { en } of advice.disclaimers) expect(html).toContain(en.slice(0, 40).replaceAll("'", '&#39;'));
});

test.each<[Partial<AdviceInput['profile']>, string, object?, RegExp?]>([
  [{ reserves: 100 }, 'reserve-missing'],
  [{ jurisdiction: 'other' }, 'jurisdiction'],
  [
    { constraints: { excludeSymbols: [], largestWeight: 0.05 } },
    'nothing-suitable',
    { answer: 'constraints.largestWeight', value: 0.05, limit: 1 / 7 },
    /at most 5% in one product, 7 suitable products cannot .* more suitable products, would help/,
  ],
  [
    { largestLossInYear: 0.001 },
    'nothing-suitable',
    { answer: 'largestLossInYear', limit: 0.001 },
    /may lose 0\.6% in a bad year; the client accepts 0\.1%\. Accepting 0\.6%/,
  ],
  [
    { constraints: { excludeSymbols: ['CASH', 'BOND', 'MIX'] }, wantedLevel: 4, largestLossInYear: 0.1 },
    'nothing-suitable',
    { answer: 'largestLossInYear', limit: 0.1 },
  ],
  [
    { constraints: { excludeSymbols: ['CASH', 'BOND', 'MIX', 'WORLD', 'VALUE', 'LEAF'] } },
    'nothing-suitable',
    { answer: 'products', value: 2 },
    /too few or too alike/,
  ],
])('a refusal shows no plan, and says why in words (%#)', async (change, id, finding = {}, text = /./) => {
  const advice = await run('en', change);
  expect(advice).toMatchObject({ isAdvised: false, plan: null, explanation: null });
  expect(advice.findings.filter((one) => one.decision === 'refuse' && one.stage !== 'product')).toMatchObject(
    [{ id, ...finding }],
  );
  const said = advice.findings.find((one) => one.id === id)?.text ?? { en: '', zh: '' };
  expect(said.en).toMatch(text);
  expect(`${said.en} ${said.zh}`).not.toMatch(/volatility of|constraint|infeasible|group|undefined|NaN/);
  const html = htmlReport(advice);
  expect(html).toContain('No proposal can be made');
  expect(html).not.toContain('plan.weight');
  expect(html).not.toContain('<svg');
});

test('the loss that a refusal names would do', async () => {
  expect((await run('en', { largestLossInYear: 0.006 })).isAdvised).toBe(true);
  expect((await run('en', { largestLossInYear: 0.005 })).isAdvised).toBe(false);
});

test('a product without prices is not computed with, prices in another currency are refused', async () => {
  const given = input('en');
  const rows = given.prices.rows.filter(({ symbol }) => symbol !== 'WORLD');
  const advice = await advise({ ...given, prices: { rows, source: 'example' } }, tools);
  expect(advice.plan?.weights).not.toHaveProperty('WORLD');
  expect(advice.findings).toContainEqual(expect.objectContaining({ id: 'no-prices', product: 'WORLD' }));
  await expect(run('en', { currency: 'EUR' })).rejects.toThrow(
    /prices are in USD, the client's money is in EUR/,
  );
});
