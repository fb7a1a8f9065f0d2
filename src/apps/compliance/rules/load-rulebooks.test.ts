import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadRulebooks } from './load-rulebooks.ts';
import { isEffective } from './rule.ts';
import { bookYaml, ruleMarkdown, writeRulebook } from './test-rulebook.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fin-r1-rules-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The rulebook, with its rule's text changed. */
function loaded(change: (rule: string) => string = (rule) => rule) {
  return loadRulebooks([writeRulebook(folder, { 'house-vows.md': change(ruleMarkdown) })]);
}

test('reads a rule: facts, tests, obligation, examples over several lines', () => {
  const [book] = loaded();
  const [rule] = book?.rules ?? [];
  expect(rule).toMatchObject({
    ...{ id: 'house-vows', rulebook: 'house', jurisdiction: 'US', language: 'en', effective: null },
    ...{ version: book?.version, obligation: 'Nobody vows anything.' },
    breach: [
      { text: 'I vow 8%.', line: 24 },
      { text: 'We swear that you get at least 12%!', line: 25 },
    ],
    tests: [{ within: 'sentence', withoutWithin: 'sentence', asserted: true, suggestion: 'Vow nothing.' }],
  });
});

test.each([
  ['an unknown key', 'severity: low', 'severty: low', ':7: unknown key "severty"; did you mean "severity"?'],
  ['an unknown key of a test', 'reason: It', 'raeson: It', ':16: unknown key "raeson" in tests[0]'],
  ['an unknown severity', 'severity: low', 'severity: lowest', ':7: severity is "lowest"'],
  ['a missing address', 'address: https://example.com/rules\n', '', 'address is missing'],
  ['an address that is none', 'https://example.com/rules', 'rule 1', ':5: address is "rule 1"'],
  [
    'a day that is none',
    'topic:',
    'effective: { from: 2026-02-30 }\ntopic:',
    ':6: effective.from is "2026-02-30"',
  ],
  ['an unknown list', '$sum]', '$sums]', ':14: there is no term list $sums; did you mean $sum?'],
  ['a phrase that cannot be read', "'at most'", "'at (most'", ':15: the phrase "at (most"'],
  ['a list that is there already', 'sum:', 'vow:', ': the term list vow is there already'],
  ['a rule of another name', 'id: house-vows', 'id: house-vow', 'the rule house-vow stands in house-vows.md'],
  ['a test of nothing', '    all: [$vow, $sum]\n', '', 'the test vowed has neither all nor any'],
  ['no obligation', 'Nobody vows anything.', '', 'the obligation is missing'],
  ['an unknown section', '## Compliant', '## Complaint', ':28: unknown section "Complaint"'],
  ['text that is no example', '- I do not', 'I do not', 'belongs to no example'],
  ['no front matter', '---\nid', 'id', ':1: the rule does not begin with front matter'],
  ['YAML that is none', 'title: No vows', 'title: [No vows', 'not YAML'],
])('refuses %s by file and line', (_, from, to, message) => {
  expect(ruleMarkdown).toContain(from);
  expect(() => loaded((rule) => rule.replace(from, to))).toThrow(message);
});

test('refuses a test id and a rule id that stand twice, a name that is not the folder’s, and a folder without rules', () => {
  const test = ruleMarkdown.slice(
    ruleMarkdown.indexOf('  - id: vowed'),
    ruleMarkdown.indexOf('---\n\nNobody'),
  );
  expect(() => loaded((rule) => rule.replace('---\n\nNobody', `${test}---\n\nNobody`))).toThrow(
    'two tests are called vowed',
  );
  const house = writeRulebook(folder, { 'rulebook.yaml': bookYaml.replace('house', 'home') });
  expect(() => loadRulebooks([house])).toThrow('the rulebook home lies in the folder house');
  const other = writeRulebook(join(folder, 'other'));
  expect(() => loadRulebooks([writeRulebook(folder), other])).toThrow('the rule house-vows is in');
  rmSync(join(other, 'house-vows.md'));
  expect(() => loadRulebooks([other])).toThrow('the rulebook has no rules');
});

test('names the rulebooks there are where one is not known', () => {
  expect(() => loadRulebooks(['us-communication'])).toThrow('did you mean "us-communications"?');
  expect(() => loadRulebooks([folder])).toThrow('the folder has no rulebook.yaml');
});

test('the version is the content’s: any word counts, line ends and order do not', () => {
  const version = () => loadRulebooks([join(folder, 'house')])[0]?.version;
  writeRulebook(folder);
  const before = version();
  writeRulebook(folder, { 'house-vows.md': `\uFEFF${ruleMarkdown.replaceAll('\n', '\r\n')}` });
  expect(version()).toBe(before);
  writeRulebook(folder, { 'house-vows.md': ruleMarkdown.replace('anything', 'a thing') });
  expect(version()).not.toBe(before);
  writeRulebook(folder);
  writeFileSync(join(folder, 'terms-en.yaml'), "terms:\n  shared: ['x']\n");
  const shared = version();
  expect(shared).not.toBe(before);
  writeFileSync(join(folder, 'terms-en-vows.yaml'), "terms:\n  other: ['y $shared']\n");
  expect(version()).not.toBe(shared);
});

test('refuses a shared list that stands in two files, and a phrase of one by its file', () => {
  const write = (name: string, text: string) => writeFileSync(join(folder, name), `terms:\n${text}\n`);
  write('terms-en.yaml', "  shared: ['x']");
  write('terms-en-vows.yaml', "  shared: ['y']");
  expect(() => loaded()).toThrow('terms-en.yaml: the term list shared is in');
  write('terms-en-vows.yaml', "  other: ['y (z']");
  expect(() => loaded()).toThrow('terms-en-vows.yaml: list other: the phrase "y (z"');
});

test('a rule is in force from its first to its last day', () => {
  const effective = 'effective: { from: 2024-05-01, to: 2025-04-30 }\ntopic:';
  const rule = loaded((text) => text.replace('topic:', effective))[0]?.rules[0];
  const days = ['2024-04-30', '2024-05-01', '2025-04-30', '2025-05-01'];
  expect(rule && days.map((day) => isEffective(rule, day))).toEqual([false, true, true, false]);
});

test('the rulebooks that come with fin-r1 are there, and each rule’s address is official', () => {
  const rules = loadRulebooks().flatMap((book) => book.rules);
  expect(rules.length).toBeGreaterThan(70);
  const hosts = new Set(rules.map(({ address }) => new URL(address).host));
  expect(
    [...hosts].filter((host) => !/finra\.org|ecfr\.gov|cornell\.edu|europa\.eu|\.cn$/.test(host)),
  ).toEqual([]);
});
