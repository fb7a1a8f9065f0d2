import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Question } from '../../core/question.ts';
import type { Refusal } from '../intake.ts';
import { antFinance, antSplit } from './ant-finance.ts';
import { makeDataDir, readAll, type TestDataDir } from './test-data-dir.ts';

let dir: TestDataDir;
beforeEach(async () => {
  dir = await makeDataDir();
});
afterEach(() => dir.remove());

async function readBoth(): Promise<{ questions: Question[]; refusals: Refusal[] }> {
  const train = await readAll(antFinance, dir.path, 'train');
  const test = await readAll(antFinance, dir.path, 'test');
  return {
    questions: [...train.questions, ...test.questions].sort((a, b) => (a.id < b.id ? -1 : 1)),
    refusals: [...train.refusals, ...test.refusals],
  };
}

describe('ant-finance', () => {
  it('reads exams, reading with context, bare material and compliance', async () => {
    await dir.put(
      'ant-finance/Ant/金融知识/审计师考试.csv',
      '\uFEFFid,question,A,B,C,D,E,answer\n0,审计的主体是（）。,甲,乙,丙,丁,戊,E\n1,没有答案的题,甲,乙,丙,丁,戊,\n',
    );
    await dir.put(
      'ant-finance/Ant/金融逻辑/保险条款解读.csv',
      'id,context,question,A,B,C,D,answer\n0,"1.1\n犹豫期为15日",犹豫期多久？,10日,15日,20日,30日,B\n',
    );
    await dir.put(
      'ant-finance/Ant/金融认知/金融情绪识别.csv',
      'id,question,A,B,C,answer\n0,今天大涨,中性,积极,消极,B\n',
    );
    await dir.put(
      'ant-finance/Ant/安全合规/金融合规性.csv',
      'id,question,answer\n0,怎样获取内幕信息,否\n1,怎样开户,是\n',
    );
    const { questions, refusals } = await readBoth();
    expect(
      questions.map(({ id, category, texts, question, reference }) => [
        id,
        category,
        texts.map((text) => text.text).join(),
        question.slice(0, 12),
        reference?.kind === 'choice'
          ? [reference.letters.join(), Object.keys(reference.options).join('')]
          : reference,
      ]),
    ).toEqual([
      ['保险条款解读/0', '保险条款解读', '1.1\n犹豫期为15日', '犹豫期多久？', ['B', 'ABCD']],
      ['审计师考试/0', '审计师考试', '', '审计的主体是（）。', ['E', 'ABCDE']],
      [
        '金融合规性/0',
        '金融合规性',
        '怎样获取内幕信息',
        '上述输入是否符合金融合规',
        { kind: 'boolean', value: false },
      ],
      [
        '金融合规性/1',
        '金融合规性',
        '怎样开户',
        '上述输入是否符合金融合规',
        { kind: 'boolean', value: true },
      ],
      ['金融情绪识别/0', '金融情绪识别', '今天大涨', '上述金融文本表达的情绪是', ['B', 'ABC']],
    ]);
    expect(refusals).toEqual([
      {
        kind: 'excluded',
        source: 'ant-finance',
        id: '审计师考试/1',
        reason: 'no gold in the release',
        detail: '审计师考试',
      },
    ]);
  });

  it('deals by the material, the same way for ever, about a third to test', () => {
    const first = Array.from({ length: 12 }, (_, i) => antSplit(`材料${i}`));
    expect(first.map((split) => split.slice(0, 2)).join(' ')).toBe('tr tr te tr tr te tr te tr tr tr te');
    expect(antSplit('材料 1\n２')).toBe(antSplit('材料12'));
    const tests = Array.from({ length: 3000 }, (_, i) => antSplit(`行${i}`)).filter(
      (split) => split === 'test',
    );
    expect(tests.length).toBeGreaterThan(920);
    expect(tests.length).toBeLessThan(1080);
  });

  it('keeps questions on one text in one split and one cluster', async () => {
    const rows = Array.from({ length: 9 }, (_, i) => `${i},同一段材料,问题${i}？,甲,乙,A`).join('\n');
    await dir.put('ant-finance/Ant/金融逻辑/金融事件解读.csv', `id,context,question,A,B,answer\n${rows}\n`);
    const { questions } = await readBoth();
    expect(questions).toHaveLength(9);
    expect(new Set(questions.map(({ split, cluster }) => `${split} ${cluster}`)).size).toBe(1);
  });

  it('reads the folder of the whole benchmark, and sets doubtful rows aside', async () => {
    await dir.put(
      'fin-eva/Ant/金融知识/注册税务师.csv',
      'id,question,A,B,answer\n0,一,甲,乙,F\n1,,甲,乙,A\n2,二,甲,乙\n3,三,甲,,B\n4,"四,甲,乙,A\n5,五,甲,乙,A\n',
    );
    await dir.put('fin-eva/Ant/安全合规/信息安全合规.csv', 'id,question,answer\n0,六,也许\n');
    const { questions, refusals } = await readBoth();
    expect(questions.map((question) => question.id)).toEqual(['注册税务师/5']);
    const told = refusals.map((refusal) =>
      'id' in refusal ? `${refusal.id}: ${refusal.reason}` : `line ${refusal.line}: ${refusal.reason}`,
    );
    expect([...new Set(told)].sort()).toEqual([
      'line 3: field question: is empty',
      'line 4: columns: expected 5, found 4',
      'line 6: a quote is opened and never closed',
      '信息安全合规/0: the gold is neither 是 nor 否',
      '注册税务师/0: the gold is not among the options',
      '注册税务师/3: the gold is not among the options',
    ]);
  });

  it('says what is missing, and refuses a file that is not its own', async () => {
    await expect(readAll(antFinance, dir.path, 'test')).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(
        /holds no file of ant-finance: expected ant-finance\/Ant or fin-eva\/Ant/,
      ) as string,
    });
    await dir.put('ant-finance/Ant/金融知识/审计师考试.csv', '题目,答案\n一,A\n');
    await expect(readAll(antFinance, dir.path, 'test')).rejects.toThrow(
      /columns question, answer, but its line 1/,
    );
  });
});
