import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadRulebooks } from './load-rulebooks.ts';
import { PreparedText } from './prepared-text.ts';
import type { Rule } from './rule.ts';
import { appliesTo, runTests } from './run-tests.ts';
import { ruleMarkdown, writeRulebook } from './test-rulebook.ts';

/** The rule with its test, or another in its place. */
function ruleWith(lines: string): Rule {
  const folder = mkdtempSync(join(tmpdir(), 'fin-r1-tests-'));
  const text = ruleMarkdown.replace("    all: [$vow, $sum]\n    without: ['at most']\n", lines);
  const [book] = loadRulebooks([writeRulebook(folder, { 'house-vows.md': text })]);
  rmSync(folder, { recursive: true });
  const [rule] = book?.rules ?? [];
  if (rule === undefined) throw new Error('no rule');
  return rule;
}

/** What the tests of the rule quote. */
function quotes(lines: string, text: string): string[] {
  return runTests(ruleWith(lines), new PreparedText(text)).map(({ start, end }) => text.slice(start, end));
}

const both = '    all: [$vow, $sum]\n';

test.each([
  ['each of all', both, 'I vow that you get 8% soon.', ['vow that you get 8%']],
  ['in one sentence', both, 'I vow it. You get 8%.', []],
  ['in one paragraph', `${both}    within: paragraph\n`, 'I vow it. You get 8%.\n\nBye.', ['vow']],
  ['in two sentences in a row', `${both}    within: passage\n`, 'Hi. I vow it. You get 8%.', ['vow']],
  ['not in sentences further apart', `${both}    within: passage\n`, 'I vow it. Hi. You get 8%.', []],
  [
    'a passage only once, and unless next to it',
    `${both}    within: passage\n    without: [risk]\n`,
    'I vow 8%. Hi. No risk. I vow 9%.',
    ['vow 8%'],
  ],
  ['in one clause', `${both}    within: clause\n`, 'I vow it, you get 8%.', []],
  ['the nearest of each', both, 'At 3% a year I vow 8%, not 9.', ['vow 8%']],
  ['each sentence by itself', both, 'I vow 8%. I vow 9%.', ['vow 8%', 'vow 9%']],
  ['one of any', '    any: [$vow, oath]\n', 'On my oath.', ['oath']],
  ['all and one of any', '    all: [$sum]\n    any: [$vow, oath]\n', 'My oath: 8%. And 9%.', ['oath: 8%']],
  ['unless', `${both}    without: ['at most']\n`, 'I vow at most 8%.', []],
  ['unless nearby only', `${both}    without: [risk]\n`, 'I vow 8%. There is risk.', ['vow 8%']],
  [
    'unless in the whole text',
    `${both}    without: [risk]\n    without-within: text\n`,
    'I vow 8%. There is risk.',
    [],
  ],
  [
    'only where it is about',
    `${both}    with: [fund]\n    with-within: text\n`,
    'I vow 8%. No fund does.',
    ['vow 8%'],
  ],
  ['not where it is about something else', `${both}    with: [fund]\n`, 'I vow 8%. The fund is old.', []],
  ['not where it is denied', both, 'I never vow 8%.', []],
  [
    'also where it is denied, if the test says so',
    `${both}    asserted: false\n`,
    'I never vow 8%.',
    ['vow 8%'],
  ],
  [
    'a denial that is a term of its own',
    "    all: ['never tell', $sum]\n",
    'Never tell them it is 8%.',
    ['Never tell them it is 8%'],
  ],
  ['a denial between two terms', both, 'I vow good service, not 8%.', []],
])('%s', (_, lines, text, expected) => expect(quotes(lines, text)).toEqual(expected));

test('a rule applies where its topic stands, or else where a test hits', () => {
  const hit = new PreparedText('I vow 8%.');
  const topic = new PreparedText('An oath is an oath.');
  const open = ruleWith(both);
  expect([appliesTo(open, hit), appliesTo(open, topic)]).toEqual([{ start: 2, end: 8 }, null]);
  const named = { ...open, applies: ruleWith('    any: [oath]\n').tests[0]?.any ?? [] };
  expect([appliesTo(named, hit), appliesTo(named, topic)]).toEqual([null, { start: 3, end: 7 }]);
});

test('a long text of many hits is worked through once', () => {
  const text = 'I vow 8% and I never vow 9%.\n'.repeat(5_000);
  expect(runTests(ruleWith(both), new PreparedText(text))).toHaveLength(5_000);
});
