/** A Chinese report is Chinese: no key, no id outside of the column of ids, no English sentence. */

import { expect, test, vi } from 'vitest';
import { adviceSummary } from '../../../cli/advice-summary.ts';
import { loadAdviceRules } from '../advice-tools.ts';
import { exampleProducts } from '../example-products.ts';
import { exampleMarket, exampleProfile } from '../example.ts';
import type { PriceRow } from '../market/price-row.ts';
import { usualAssumptions } from '../plan/advice.ts';
import type { Advice } from '../plan/advice.ts';
import { advise } from '../plan/advise.ts';
import type { Profile } from '../profile/profile.ts';
import type { Product } from '../suitability/products.ts';
import { htmlReport } from './html-report.ts';

vi.setConfig({ testTimeout: 120_000 });

const rows = exampleMarket('zh');
const { products } = exampleProducts('zh');
const tools = loadAdviceRules().tools('2026-11-28', null);

function advised(
  change: Partial<Profile>,
  given: readonly Product[] = products,
  prices = rows,
): Promise<Advice> {
  return advise(
    {
      ...{ profile: { ...exampleProfile('zh'), ...change }, products: given },
      ...{ prices: { rows: prices, source: 'p' }, assumptions: { ...usualAssumptions, paths: 500 } },
    },
    tools,
  );
}

/** What a reader sees, and what is read out; without the ids that the explanation leads to. */
function shownText(html: string): string {
  return html
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<td(?: id="[^"]*">.*?|>sensitivity\.[^<]*)<\/td>/g, ' ')
    .replace(/<[^>]*aria-label="([^"]*)"[^>]*>/g, ' $1 ')
    .replace(/<[^>]*>/g, '\n')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}

const NAMES = [
  ...[...products.map(({ symbol }) => symbol), 'WORLDC', 'CNY', 'EUR', 'VaR', 'ES', 'Wilson', 'HTML', 'PDF'],
  ...['Bayes', 'Stein', 'Ledoit', 'Wolf', 'min', 'max', 'sqrt', 'sd', 'cov', 'var', 'p'],
];

/** Words of Latin letters that are no name, sign of a formula, rule id in brackets, or name and version of a rulebook. */
function foreignWords(text: string): string[] {
  const rest = text
    .replace(/[（([](?:us|eu|cn)(?:-[a-z0-9]+)+/g, ' ')
    .replace(/\b(?:us|eu|cn)(?:-[a-z]+)+ [0-9a-f]{12}\b/g, ' ')
    .replace(/\b[0-9a-f]{64}\b/g, ' ')
    .replace(/\b(?:advice\.json|report\.html|out\/)/g, ' ');
  return [...rest.matchAll(/[A-Za-z][\w.]*[A-Za-z]/g)]
    .map(([word]) => word)
    .filter((word) => !NAMES.includes(word));
}

const second: Product = {
  ...(products.find(({ symbol }) => symbol === 'WORLD') as Product),
  ...{ symbol: 'WORLDC', name: { en: 'C', zh: '全球基金丙' } },
};
const asWorld = (close: (row: PriceRow) => number): PriceRow[] =>
  rows
    .filter(({ symbol }) => symbol === 'WORLD')
    .map((row) => ({ ...row, symbol: 'WORLDC', close: close(row) }));
const [studies] = exampleProfile('zh').goals as [Profile['goals'][number]];

test.each<[string, Partial<Profile>, (readonly Product[])?, PriceRow[]?]>([
  ['a proposal', {}],
  ['another place', { jurisdiction: 'other' }],
  ['special care', { vulnerability: ['ill', 'lost-work'], clientClass: 'professional', age: 76 }],
  ['doubtful answers', { answers: { ...exampleProfile('zh').answers, mix: 'narrow', sharesPart: 'most' } }],
  [
    'contradictions',
    { largestLossInYear: 0.05, answers: { ...exampleProfile('zh').answers, worstYear: '30' } },
  ],
  ['a goal out of reach', { goals: [{ ...studies, amount: 4_500_000 }] }],
  ['an easy goal', { goals: [{ ...studies, amount: 260_000, date: '2030-09-01' }], investPerMonth: 0 }],
  ['limits that contradict', { constraints: { excludeSymbols: ['GOLD'], largestWeight: 0.05 } }],
  ['a small loss', { largestLossInYear: 0.001 }],
  ['two classes', {}, [...products, second], [...rows, ...asWorld(({ close }) => (close as number) * 0.9)]],
  ['no prices', {}, [...products, second]],
  ['two closes', {}, products, [...rows, { ...(rows[3] as PriceRow), close: 1 }]],
  [
    'a split',
    {},
    [...products, second],
    [...rows, ...asWorld(({ close, date }) => (close as number) / (date > '2020' ? 2 : 1))],
  ],
  [
    'a kind of client',
    {},
    products.map((one) => ({ ...one, clients: ['professional'], jurisdictions: ['US', 'EU'] })),
  ],
])('of %s', async (_, change, given, prices) => {
  const advice = await advised(change, given, prices);
  expect(foreignWords(shownText(htmlReport(advice)))).toEqual([]);
  expect(foreignWords(adviceSummary(advice, { out: 'out', pdf: false }))).toEqual([]);
});

test('the walk finds keys, ids and words', () => {
  const html =
    '<td id="plan.return">plan.return</td><td>largestLossInYear</td><p>按 plan.return，tie_break，sector-fund</p>';
  expect(foreignWords(shownText(html))).toEqual([
    'largestLossInYear',
    'plan.return',
    'tie_break',
    'sector',
    'fund',
  ]);
});
