import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { packageFolder } from '../../core/package-folder.ts';
import { findSource } from '../../data/index.ts';
import { growthQuestion, postQuestion } from '../../data/test-questions.ts';
import { idsHash } from './ids-hash.ts';
import { benchmarks, findBenchmark } from './index.ts';

describe('the benchmarks', () => {
  it('are the paper’s five and seven others', () => {
    expect(benchmarks.map(({ id }) => id)).toEqual([
      ...['finqa', 'convfinqa', 'ant-finance', 'tfns', 'finance-instruct'],
      ...['financeiq', 'fineval', 'finova-compliance', 'fin-eva-safety', 'tat-qa'],
      ...['financebench', 'financereasoning'],
    ]);
  });

  it.each(benchmarks)('$id: source at a commit, split with golds, prompt in each language', (benchmark) => {
    const source = findSource(benchmark.source);
    expect('revision' in source.home ? source.home.revision : '').toMatch(/^[0-9a-f]{8,40}$/);
    expect(source.splits).toContain(benchmark.split);
    for (const language of source.languages)
      expect(existsSync(join(packageFolder('prompts'), `${benchmark.prompt}.${language}.txt`))).toBe(true);
    expect(benchmark.ids === null || /^[0-9a-f]{16}$/.test(benchmark.ids)).toBe(true);
    for (const text of [benchmark.extraction, benchmark.tolerance, benchmark.cluster, ...benchmark.notes])
      expect(text.trim()).not.toBe('');
  });

  it('give every published figure in percent and with its source, none twice', () => {
    for (const { id, published } of benchmarks) {
      const keys = published.map(({ model, by, source }) => `${model} ${by} ${source}`);
      expect(new Set(keys).size, id).toBe(keys.length);
      for (const { percent, source } of published) {
        expect(percent > 1 && percent < 100, id).toBe(true);
        expect(source, id).toMatch(/^arXiv \d{4}\.\d{5}/);
      }
    }
    const finqa = findBenchmark('finqa').published.filter(({ model }) => model === 'Fin-R1');
    expect(finqa.map(({ percent, by }) => [percent, by])).toEqual([
      [76, 'claimed'],
      [58.74, 'measured'],
    ]);
    const base = findBenchmark('ant-finance').published.find(({ model }) => model === 'Qwen2.5-7B-Instruct');
    expect(base).toMatchObject({ percent: 85, by: 'measured' });
  });

  it('say what a constant answer reaches where answers have classes', () => {
    for (const benchmark of benchmarks) {
      const kinds = findSource(benchmark.source).kinds;
      const classified = kinds.every((kind) => ['choice', 'label', 'boolean'].includes(kind));
      if (classified) expect(benchmark.baseline, benchmark.id).toMatch(/\d %/);
    }
    expect(findBenchmark('fin-eva-safety').baseline).toMatch(/constant 否 scores 100 %/);
    expect(findBenchmark('finova-compliance').baseline).toMatch(/62\.5 %/);
    expect(findBenchmark('tfns').baseline).toMatch(/65\.6 %/);
  });

  it('pick their questions', () => {
    const boolean = { ...postQuestion, reference: { kind: 'boolean', value: true } as const };
    const { includes: finova } = findBenchmark('finova-compliance');
    expect([boolean, growthQuestion].map((question) => finova?.(question))).toEqual([true, false]);
    const { includes: safety } = findBenchmark('fin-eva-safety');
    const ofTask = (category: string) => ({ ...boolean, category });
    expect(['金融合规性', '金融事实性', '审计师考试'].map((task) => safety?.(ofTask(task)))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('group the turns of a dialogue, and not the dialogues of a page', () => {
    const { group } = findBenchmark('convfinqa');
    const of = (id: string): string | undefined => group?.(id);
    expect(of('Single_A/2007/page_1.pdf-1#0')).toBe('Single_A/2007/page_1.pdf-1');
    expect(of('Single_A/2007/page_1.pdf-1#12')).toBe(of('Single_A/2007/page_1.pdf-1#0'));
    expect(of('Single_A/2007/page_1.pdf-2#0')).not.toBe(of('Single_A/2007/page_1.pdf-1#0'));
  });

  it('say which turns of a dialogue are scored', () => {
    expect(findBenchmark('convfinqa').notes.join('\n')).toMatch(/every turn .*last turn only/);
  });

  it('are found by id, and a slip of the pen is answered with the nearest', () => {
    expect(findBenchmark('tat-qa').id).toBe('tat-qa');
    expect(() => findBenchmark('finqua')).toThrow(
      expect.objectContaining({
        code: 'unknown-benchmark',
        exitCode: 2,
        hint: expect.stringMatching(/^Did you mean finqa\? Benchmarks: finqa, convfinqa/) as string,
      }),
    );
    expect(() => findBenchmark('zzz')).toThrow(
      expect.objectContaining({ hint: expect.stringMatching(/^Benchmarks: /) as string }),
    );
  });
});

describe('idsHash', () => {
  it('depends on the ids and not on their order', () => {
    const ids = (...of: string[]) => of.map((id) => ({ id }));
    expect(idsHash(ids('b', 'a'))).toBe(idsHash(ids('a', 'b')));
    expect(idsHash(ids('a'))).not.toBe(idsHash(ids('a', 'b')));
    expect(idsHash(ids('ab'))).not.toBe(idsHash(ids('a', 'b')));
  });
});
