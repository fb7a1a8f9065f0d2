import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { trainingTexts } from '../likeness/known-texts.ts';
import { findSuite, ownSuiteNames } from './find-suite.ts';
import { readInjections } from './injections.ts';
import { readSuiteFile } from './read-suite-file.ts';

const suites = await Promise.all(ownSuiteNames.map((name) => findSuite(name, undefined)));
type Suite = (typeof suites)[0];
const [dev, held, fresh, everyday] = suites as [Suite, Suite, Suite, Suite];
const all = suites.flatMap((suite) => suite.rows);

test('fresh has a near-miss pair for each rule', () => {
  expect([fresh.rows.length, fresh.heldOut]).toEqual([168, true]);
  expect(new Set(fresh.rows.map((row) => row.rule)).size).toBe(84);
  expect(fresh.rows.filter((row) => row.label === 'breach')).toHaveLength(84);
});

test('everyday has as many compliant texts without a partner as pairs', () => {
  const sizes = [...Map.groupBy(everyday.rows, (row) => row.pair).values()].map((pair) => pair.length);
  expect([sizes.filter((size) => size === 2).length, sizes.filter((size) => size === 1).length]).toEqual([
    80, 80,
  ]);
  expect(everyday.rows.filter((row) => row.label === 'breach')).toHaveLength(80);
  expect(everyday.heldOut).toBe(true);
});

test('dev and test hold what they are said to hold, half zh, half en, half compliant', () => {
  expect([dev.rows.length, held.rows.length]).toEqual([120, 252]);
  expect([dev.heldOut, held.heldOut]).toEqual([false, true]);
  for (const { rows } of [dev, held]) {
    expect(rows.filter((row) => row.language === 'zh')).toHaveLength(rows.length / 2);
    for (const language of ['en', 'zh'])
      expect(rows.filter((row) => row.language === language && row.label === 'breach')).toHaveLength(
        rows.length / 4,
      );
  }
});

test('no text and no pair is in two of them', () => {
  expect(new Set(all.map((row) => row.text)).size).toBe(all.length);
  const devPairs = new Set(dev.rows.map((row) => row.pair));
  expect(held.rows.filter((row) => devPairs.has(row.pair))).toEqual([]);
});

test('no text of train is in them, so that what is learnt from it can be measured on them', () => {
  const train = trainingTexts();
  expect(train.length).toBeGreaterThan(2_000);
  const measured = new Set(all.map((row) => row.text));
  expect(train.filter((row) => measured.has(row.text))).toEqual([]);
  const ofTrain = new Set(train.map((row) => row.rule));
  expect([...new Set(held.rows.map((row) => row.rule))].filter((rule) => !ofTrain.has(rule))).toEqual([]);
});

test('the partners of a pair are the same but for a clause', () => {
  // Partners of everyday are told in other words.
  const close = [dev, held, fresh].flatMap((suite) => suite.rows);
  for (const [pair, members] of Map.groupBy(close, (row) => row.pair)) {
    const [a = '', b = ''] = members.map((row) => row.text);
    const shorter = Math.min(a.length, b.length);
    const head = [...Array(shorter).keys()].findIndex((i) => a[i] !== b[i]);
    const tail = [...Array(shorter).keys()].findIndex((i) => a.at(-1 - i) !== b.at(-1 - i));
    expect(a, pair).not.toBe(b);
    // Where one text is a single line, nothing but the clause may be left.
    if (shorter > 60) expect(Math.max(head, 0) + Math.max(tail, 0), pair).toBeGreaterThan(10);
  }
});

test('every rule of the plan has a pair in test, and the common ones in dev', () => {
  const rulesOf = (rows: typeof all): Set<string> =>
    new Set(rows.flatMap((row) => (row.rule === null ? [] : [row.rule])));
  expect(rulesOf(held.rows).size).toBe(84);
  expect([...rulesOf(dev.rows)].filter((rule) => !rulesOf(held.rows).has(rule))).toEqual([]);
});

test('no injection is built on a text of the suites, and none is its own plain breach', () => {
  const injections = readInjections();
  expect(injections.length).toBeGreaterThanOrEqual(240);
  expect(new Set(injections.map((each) => each.text)).size).toBe(injections.length);
  expect(new Set(injections.map((each) => each.technique)).size).toBeGreaterThanOrEqual(30);
  const texts = new Set(all.map((row) => row.text));
  expect(injections.filter(({ base, text }) => texts.has(base) || base === text)).toEqual([]);
});

test.each([
  ['a pair of two breaches', { label: 'breach', rule: 'r', quote: 'b' }, 'pair p is breach and breach'],
  [
    'a quote that is not in the text',
    { label: 'compliant', quote: 'x' },
    'the quote of 2 is not in its text',
  ],
  ['a breach without a rule', { label: 'breach', quote: 'b' }, 'a breach needs rule and quote'],
])('%s is refused', (_, second, message) => {
  const path = join(mkdtempSync(join(tmpdir(), 'fin-r1-suite-')), 'own.jsonl');
  const common = { pair: 'p', language: 'en', kind: 'chat', text: 'a b', note: '' };
  const rows = [
    { ...common, id: '1', label: 'breach', rule: 'r', quote: 'a' },
    { ...common, id: '2', ...second },
  ];
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  expect(() => readSuiteFile(path)).toThrow(message);
});

test('a name that is no suite, a benchmark without a data directory and a missing file are refused', async () => {
  await expect(findSuite('dve', undefined)).rejects.toThrow('There is no suite "dve"');
  await expect(findSuite('finova', undefined)).rejects.toThrow('needs --data-dir');
  await expect(findSuite('no/such.jsonl', undefined)).rejects.toThrow('there is no such suite file');
});
