import { expect, test } from 'vitest';
import { fin } from './test-command.ts';

const timeout = 240_000;

test('dev is listed and held-out rows are only counted', { timeout }, async () => {
  const { code, stdout } = await fin([
    'rules',
    'test',
    'dev',
    'test',
    '--limit',
    '10',
    '--rules',
    'us-privacy',
  ]);
  expect([code, stdout]).toEqual([
    0,
    expect.stringContaining(
      'dev: 10 texts; rule tests, retrieval and likeness to known breaches; no model; labelled-texts, us-privacy',
    ),
  ]);
  expect(stdout).toMatch(/^\| balanced accuracy \| .* \| 50\.0 \| 50\.0 \|$/m);
  expect(stdout).toMatch(/^ {2}dev-\w\w-\d+: breach, judged not applicable/m);
  expect(stdout).toContain('held out from the authors of the rules');
  expect(stdout).not.toMatch(/test-(en|zh)-\d/);
});

test('--json is one object, and a suite that is none ends with 2', { timeout }, async () => {
  const { code, stdout } = await fin(['rules', 'test', 'injections', '--limit', '2', '--json']);
  const { suites, injections } = JSON.parse(stdout) as { suites: unknown[]; injections: unknown[] };
  expect([code, suites.length, injections.length]).toEqual([0, 0, 2]);
  const wrong = await fin(['rules', 'test', 'dve']);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('There is no suite "dve"')]);
});
