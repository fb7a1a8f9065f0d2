import { expect, test } from 'vitest';
import { fin } from './test-command.ts';

const timeout = 60_000;

test(
  'rules test shows decisions, measures and what is judged otherwise; held-out rows are only counted',
  { timeout },
  async () => {
    const dev = await fin(['rules', 'test', 'dev', '--limit', '10', '--rules', 'us-privacy']);
    expect([dev.code, dev.stdout]).toEqual([
      0,
      expect.stringContaining('dev: 10 texts, rules only, us-privacy'),
    ]);
    expect(dev.stdout).toMatch(/^\| balanced accuracy \| .* \| 50\.0 \| 50\.0 \|$/m);
    expect(dev.stdout).toMatch(/^ {2}dev-\w\w-\d+: breach, judged not applicable/m);
    const held = await fin(['rules', 'test', 'test', '--limit', '10', '--rules', 'us-privacy']);
    expect(held.stdout).toContain('held out from the authors of the rules');
    expect(held.stdout).not.toMatch(/test-(en|zh)-\d/);
  },
);

test('--json is one object, and a suite that is none ends with 2', { timeout }, async () => {
  const { code, stdout } = await fin(['rules', 'test', 'injections', '--limit', '2', '--json']);
  const { suites, injections } = JSON.parse(stdout) as { suites: unknown[]; injections: unknown[] };
  expect([code, suites.length, injections.length]).toEqual([0, 0, 2]);
  const wrong = await fin(['rules', 'test', 'dve']);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('There is no suite "dve"')]);
});
