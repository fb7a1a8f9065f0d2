import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ruleMarkdown, writeRulebook } from '../apps/compliance/rules/test-rulebook.ts';
import { fin } from './test-command.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fin-r1-rules-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('the starter rulebooks decide their own examples', { timeout: 240_000 }, async () => {
  const { code, stdout } = await fin(['rules', 'lint']);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+ rules in \d+ rulebooks: all well\n$/)]);
});

it('lists, shows and lints a rulebook of one’s own', { timeout: 240_000 }, async () => {
  const house = writeRulebook(folder);
  const list = await fin(['rules', 'list', house, '--json']);
  expect(JSON.parse(list.stdout)).toMatchObject({
    rulebooks: [{ name: 'house', rules: [{ id: 'house-vows' }] }],
  });
  const show = await fin(['rules', 'show', 'house-vows', '--rules', house]);
  expect(show.stdout).toContain('House rule 1\nhttps://example.com/rules');
  expect(show.stdout).toContain('  needs review  like-known-breaches: where no test of any rule speaks');
  const none = await fin(['rules', 'show', 'house-vow', '--rules', house]);
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('did you mean "house-vows"?')]);

  writeRulebook(folder, { 'house-vows.md': ruleMarkdown.replace('I do not vow', 'I do vow') });
  const lint = await fin(['rules', 'lint', house, '--json']);
  expect([lint.code, JSON.parse(lint.stdout)]).toMatchObject([
    1,
    {
      rules: 1,
      faults: [{ rule: 'house-vows', what: expect.stringContaining('the test vowed hits "vow 8%"') }],
    },
  ]);
});

it('says what stands in place of a test’s id where no test spoke', { timeout: 240_000 }, async () => {
  const { code, stderr } = await fin(['rules', 'show', 'like-known-breaches']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('like-known-breaches is no rule: where')]);
});
