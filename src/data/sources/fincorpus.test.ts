import { gzipSync } from 'node:zlib';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readExamText } from './exam-text.ts';
import { fincorpus } from './fincorpus.ts';
import { makeDataDir, readAll, type TestDataDir } from './test-data-dir.ts';

let dir: TestDataDir;
beforeEach(async () => {
  dir = await makeDataDir();
});
afterEach(() => dir.remove());

const stem = '下列各项中，属于流动资产的是（）。';
const options = 'A、存货\nB、商誉\nC、厂房\nD、专利权';
const read = { A: '存货', B: '商誉', C: '厂房', D: '专利权' };

describe('readExamText', () => {
  it.each(['["A"]', 'A', ' a ', 'A。', '存货', '["存货"]'])('reads the gold %j', (gold) => {
    const text = `${stem}\n${options}\n答案：${gold}\n分析解释：答案：B 是错的。`;
    expect(readExamText(text)).toEqual({
      stem,
      category: 'single choice',
      reference: { kind: 'choice', letters: ['A'], options: read },
    });
  });

  it.each(['["A", "C"]', 'C,A', 'AC', 'A、C', '["A","C"]'])('reads the gold %j as a set', (gold) => {
    expect(readExamText(`${stem}\n${options}\n答案:${gold}`)).toMatchObject({
      category: 'multiple choice',
      reference: { letters: ['A', 'C'] },
    });
  });

  it.each([
    'A．存货\nB．商誉\nC．厂房\nD．专利权',
    '(A) 存货\n(B) 商誉\n(C) 厂房\n(D) 专利权',
    'Ａ.存货\r\nＢ.商誉\r\nＣ.厂房\r\nＤ.专利权',
    'A、存货 B、商誉 C、厂房 D、专利权',
    'A、存货 B、商誉\nC、厂房 D、专利权',
  ])('reads options marked like %j', (marked) => {
    expect(readExamText(`${stem}\n${marked}\n答案：A`)).toMatchObject({ stem, reference: { options: read } });
  });

  it('keeps lines of the stem and of options, and letters inside the stem', () => {
    const text = '比较方案 A、B 两种。\n下列正确的是\nA、方案一\n更优\nB、方案二更优\nC、一样\n答案：["B"]';
    expect(readExamText(text)).toMatchObject({
      stem: '比较方案 A、B 两种。\n下列正确的是',
      reference: { letters: ['B'], options: { A: '方案一\n更优', B: '方案二更优', C: '一样' } },
    });
  });

  it('reads statements and open questions, which have no options', () => {
    expect(readExamText('商誉不需要摊销。\n答案：正确')).toMatchObject({
      category: 'true or false',
      reference: { kind: 'boolean', value: true },
    });
    expect(readExamText('简述久期。\n答案：加权平均的\n到期时间。\n分析解释：略')).toEqual({
      stem: '简述久期。',
      category: 'open question',
      reference: { kind: 'text', text: '加权平均的\n到期时间。', accepted: [] },
    });
  });

  it.each([
    [`${stem}\n${options}`, 'no gold in the release'],
    [`${stem}\n${options}\n答案：\n分析解释：略`, 'no gold in the release'],
    [`${stem}\n${options}\n答案：[]`, 'no gold in the release'],
    [`${stem}\n${options}\n答案：E`, 'the gold is not among the options'],
    [`${stem}\n${options}\n答案：现金`, 'the gold is not among the options'],
    [`${stem}\n答案：A`, 'the gold is not among the options'],
    [`${stem}\n${options}\n答案：A\n答案：B`, 'several answers in one text'],
    [`${stem}\nA、存货\nC、厂房\n答案：A`, 'the options are not A, B, C … once each'],
    [`${stem}\n${options}\n${options}\n答案：A`, 'the options are not A, B, C … once each'],
    [`${stem}A、存货 B、商誉 C、厂房\n答案：A`, 'the options are not A, B, C … once each'],
    [`${stem}\nA、存货\nB、\nC、厂房\n答案：A`, 'an option without text'],
    [`${options}\n答案：A`, 'no question before the options'],
  ])('leaves out what is in doubt: %j', (text, excluded) => {
    expect(readExamText(text)).toMatchObject({ excluded });
  });
});

describe('fincorpus', () => {
  const row = (text: string): string => JSON.stringify({ text, meta: { source: 'fin_exam' } });

  it('reads the packed file, names what it leaves out, and knows the same question again', async () => {
    const lines = [
      row(`${stem}\n${options}\n答案：["A"]\n分析解释：略`),
      row(`${stem}\nA、商誉\nB、存货\nC、厂房\nD、专利权\n答案：B`),
      row(`甲和乙？\nA、一\nB、二\n答案：A`),
      '{"text": "',
      '{"meta":{}}',
      row(`甲和乙？\nA、一\nB、二\n答案：B`),
      row(`甲和乙？\nA、一\nB、三\n答案：B`),
      row('没有答案的题'),
    ];
    await dir.put('fincorpus/fin_exam.jsonl.gz', gzipSync(lines.join('\n')));
    const { questions, refusals } = await readAll(fincorpus, dir.path, 'train');
    expect(questions.map(({ id, category, question }) => [id, category, question])).toEqual([
      ['fin_exam/1', 'single choice', stem],
      ['fin_exam/7', 'single choice', '甲和乙？'],
    ]);
    expect(questions[0]).toMatchObject({ language: 'zh', split: 'train', licence: 'Apache-2.0' });
    const told = refusals.map((refusal) =>
      refusal.kind === 'quarantined'
        ? `${refusal.line}: ${refusal.reason.slice(0, 10)}`
        : `${refusal.id}: ${refusal.reason}`,
    );
    expect(told).toEqual([
      'fin_exam/2: the same question stands above',
      'fin_exam/3: the same question has two golds',
      '4: not JSON: ',
      '5: field text',
      'fin_exam/6: the same question has two golds',
      'fin_exam/8: no gold in the release',
    ]);
  });

  it('says what is missing', async () => {
    await dir.put('fincorpus/readme.txt', '');
    await expect(readAll(fincorpus, dir.path, 'train')).rejects.toThrow(/expected fin_exam\.jsonl\.gz/);
    await expect(readAll(fincorpus, dir.path, 'test')).rejects.toMatchObject({ exitCode: 2 });
  });
});
