/** `fin-r1 eval`, `score` and `compare` as a user calls them, without a model. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fin } from './test-command.ts';

const runsDir = mkdtempSync(join(tmpdir(), 'fin-r1-eval-'));
afterAll(() => rmSync(runsDir, { recursive: true }));

const evaluate = (model: string, name: string, ...more: string[]) =>
  fin([
    ...[
      'eval',
      '--model',
      model,
      '--benchmarks',
      'finsim-finqa,finsim-tfns',
      '--limit',
      '20',
      '--name',
      name,
    ],
    ...['--runs-dir', runsDir, ...more],
  ]);

describe('fin-r1 eval', () => {
  it('evaluates, scores anew under other protocols, and compares', async () => {
    const teacher = await evaluate('teacher:finsim-noisy', 'teacher');
    expect(teacher).toMatchObject({ code: 0 });
    expect(teacher.stdout).toMatch(/^benchmark +n +accuracy % \[95 %\]/);
    expect(teacher.stdout).toMatch(/\nfinsim-finqa +20 +\d\d\.0 \[\d\d\.\d, /);
    const page = readFileSync(join(runsDir, 'teacher', 'report.html'), 'utf8');
    expect(page).toContain('finsim-finqa');

    const constant = await evaluate('baseline:majority', 'constant', '--json');
    const { scores } = JSON.parse(constant.stdout) as {
      scores: Record<string, { n: number; accuracy: number }>;
    };
    expect(scores['finsim-tfns']).toMatchObject({
      n: 20,
      majority: { accuracy: scores['finsim-tfns']?.accuracy },
    });

    const scored = await fin(['score', 'teacher', '--protocol', 'fin-r1,fin-o1', '--runs-dir', runsDir]);
    expect(scored).toMatchObject({ code: 0, stderr: '' });
    expect(scored.stdout).toMatch(/\naccuracy % under +fin-r1 +Fin-R1 +Fin-o1/);
    expect(scored.stdout).toContain('\n0 verdicts changed.');

    const compared = await fin(['compare', 'constant', 'teacher', '--flips', '1', '--runs-dir', runsDir]);
    expect(compared.code).toBe(0);
    expect(compared.stdout).toMatch(/\ntotal +40 .* p [<=] [\d.]+/);
    expect(compared.stdout).toContain(' right\n');
  });

  it('lists the benchmarks with all that decides their scores', async () => {
    const { code, stdout } = await fin(['eval', '--list']);
    expect(code).toBe(0);
    for (const part of [
      'finqa  FinQA',
      'claimed   Fin-R1 76',
      'measured  Fin-R1 58.74',
      'prompts/evaluate.en.txt',
    ])
      expect(stdout).toContain(part);
  });

  it.each<[string, string[], RegExp]>([
    ['an unknown protocol', ['score', 'x', '--protocol', 'fin-r2'], /there is no protocol "fin-r2"/],
    ['a run that is no evaluation', ['score', 'nothing'], /there is no run in this folder/],
    ['a comparison with nothing', ['compare', 'a', 'b'], /there is no run in this folder/],
    [
      'another way to select',
      ['eval', '--model', 'x', '--select', 'best'],
      /Allowed choices are first, majority/,
    ],
    ['an unknown teacher', ['eval', '--model', 'teacher:nobody'], /no offline teacher "teacher:nobody"/],
  ])('refuses %s', async (_, args, message) => {
    const { code, stderr } = await fin([...args, '--runs-dir', runsDir]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
    expect(code).toBeGreaterThan(0);
  });
});
