import { expect, test } from 'vitest';
import { exampleMarket, exampleProfile } from '../example.ts';
import { exampleProducts } from '../example-products.ts';
import { htmlReport } from '../report/html-report.ts';
import { pdfReport } from '../report/pdf-report.ts';
import { testRule } from '../test-products.ts';
import { advise } from './advise.ts';
import { usualAssumptions } from './advice.ts';
import type { Advice } from './advice.ts';
import type { Language } from '../wording.ts';
import { writeFileSync } from 'node:fs';

const run = (language: Language): Promise<Advice> =>
  advise(
    {
      profile: exampleProfile(language),
      products: exampleProducts(language).products,
      prices: { rows: exampleMarket(language), source: 'example' },
      assumptions: { ...usualAssumptions, paths: 2000 },
    },
    { findRule: testRule, rulebooks: [], checkPromises: () => Promise.resolve([]), model: null },
  );

test.each(['en', 'zh'] as const)('the example is advised in %s, and twice the same', async (language) => {
  const [one, two] = [await run(language), await run(language)];
  console.log(
    one.explanation?.text,
    one.explanation?.removed,
    one.findings.map((f) => `${f.id} ${f.decision} ${f.product}`),
    one.plan?.weights,
  );
  expect(one.isAdvised).toBe(true);
  expect(one.explanation?.removed).toEqual([]);
  expect(JSON.stringify(one)).toBe(JSON.stringify(two));
  expect(htmlReport(one)).toBe(htmlReport(two));
  const begun = performance.now();
  const [a, b] = [await pdfReport(one), await pdfReport(two)];
  console.log(a.length, performance.now() - begun);
  expect(a.equals(b)).toBe(true);
  writeFileSync(`/tmp/wt/advice-r.${language}.html`, htmlReport(one));
  writeFileSync(`/tmp/wt/advice-r.${language}.pdf`, a);
});
