import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { adviseClient, writeExample } from './advise-client.ts';

vi.setConfig({ testTimeout: 120_000 });

let folder = '';
let printed: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'advise-'));
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
  writeExample(folder, 'en');
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function run(): Promise<boolean> {
  const [profile, market, products] = ['profile.yaml', 'prices.csv', 'products.yaml'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  const flags = { profile, market, products, paths: 100, pdf: false, json: false } as const;
  const out = join(folder, 'out');
  return adviseClient({ ...flags, language: 'en', out, runsDir: folder }, new AbortController().signal);
}

test('a refusal leaves no earlier proposal beside it', async () => {
  const pdf = join(folder, 'out', 'report.pdf');
  mkdirSync(join(folder, 'out'));
  writeFileSync(pdf, 'an earlier proposal');
  const profile = join(folder, 'profile.yaml');
  writeFileSync(profile, readFileSync(profile, 'utf8').replace(/^reserves:.*$/m, 'reserves: 0'));
  expect(await run()).toBe(false);
  expect(existsSync(pdf)).toBe(false);
  expect(readFileSync(join(folder, 'out', 'report.html'), 'utf8')).not.toContain('plan.weight');
});

test('what was found is not printed as what the client answered', async () => {
  await run();
  const lines = printed.join('\n').split('\n');
  const line = lines.find((one) => one.includes('loss accepted within a year')) ?? '';
  expect(line).toMatch(/found [\d.]+%; limit 18%; from: loss accepted within a year\]$/);
});
