import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Question } from '../../../core/question.ts';
import { scoreAnswer } from '../../../verify/index.ts';
import { makeDataDir, readAll, type TestDataDir } from '../test-data-dir.ts';
import { fincuge } from './fincuge.ts';

let dir: TestDataDir;
beforeEach(async () => {
  dir = await makeDataDir();
});
afterEach(() => dir.remove());

function verdict(answer: string, question: Question | undefined): string {
  const reference = question?.reference ?? null;
  return reference === null ? 'no reference' : scoreAnswer(answer, reference).verdict;
}

type Seen = [id: string, texts: string, question: string, gold: unknown];

async function dev(task: string, rows: unknown): Promise<{ seen: Seen[]; refused: string[] }> {
  await dir.put(`fincuge/${task}/eval_list.json`, JSON.stringify(rows));
  const { questions, refusals } = await readAll(fincuge, dir.path, 'dev');
  return {
    seen: questions.map(({ id, texts, question, reference: gold }) => [
      id,
      texts.map(({ text }) => text).join('|'),
      question,
      gold?.kind === 'label'
        ? gold.label
        : gold?.kind === 'boolean'
          ? gold.value
          : gold?.kind === 'text' && gold.text,
    ]),
    refused: refusals.map((refusal) => ('id' in refusal ? `${refusal.id} ` : '') + refusal.reason),
  };
}

describe('fincuge', () => {
  it('reads sentiments on both scales', async () => {
    const { seen, refused } = await dev('finfe', [
      ['跌了', 0],
      ['看看', '1'],
      ['涨了', 2],
      ['什么', 3],
      ['少'],
    ]);
    expect(seen.map(([id, texts, , gold]) => [id, texts, gold])).toEqual([
      ['dev/finfe/0', '跌了', '消极'],
      ['dev/finfe/1', '看看', '中性'],
      ['dev/finfe/2', '涨了', '积极'],
    ]);
    expect(refused).toEqual([
      expect.stringMatching(/^record 3, field 1/),
      expect.stringMatching(/^record 4/),
    ]);
    const finne = await dev('finne', [
      ['亏损扩大', '0.0'],
      ['有两部分', '0.5'],
      ['领先', '1.0'],
    ]);
    expect(finne.seen.slice(3).map(([, , , gold]) => gold)).toEqual(['消极', '中性', '积极']);
  });

  it('asks for a relation with its direction', async () => {
    const { seen, refused } = await dev('finre', [
      ['甲', '乙', '被持股', '乙持有甲股份'],
      ['甲', '乙', 'unknown', '甲和乙'],
      ['甲', '乙', '朋友', '甲和乙'],
    ]);
    expect(seen.map(([, , , gold]) => gold)).toEqual(['被持股', 'unknown']);
    expect(seen[0]?.[2]).toMatch(/^“甲”对“乙”是什么关系？.*持股、.*被持股/);
    expect(refused).toHaveLength(1);
    const { questions } = await readAll(fincuge, dir.path, 'dev');
    const reference = questions[0]?.reference ?? null;
    expect(reference?.kind === 'label' && Object.keys(reference.labels)).toHaveLength(44);
    expect(verdict('被持股', questions[0])).toBe('correct');
    expect(verdict('持股', questions[0])).toBe('wrong');
  });

  it('asks whether news is bad and, where it is, for whom', async () => {
    const { seen, refused } = await dev('finnsp', [
      ['a1', '标题', '正文', '甲公司;乙公司', '1', '乙公司;甲公司'],
      ['a2', '同文', '同文', '', '0', ''],
      ['a3', '', '坏消息', '甲公司', '1', ''],
    ]);
    expect(seen.map(([id, texts, , gold]) => [id, texts, gold])).toEqual([
      ['dev/finnsp/0#negative', '标题|正文', true],
      ['dev/finnsp/0#subjects', '标题|正文', '乙公司;甲公司'],
      ['dev/finnsp/1#negative', '同文', false],
      ['dev/finnsp/2#negative', '坏消息', true],
    ]);
    expect(seen[0]?.[2]).toContain('（涉及实体：甲公司、乙公司）');
    expect(seen[2]?.[2]).not.toContain('涉及实体');
    expect(refused).toEqual(['dev/finnsp/2#subjects no gold in the release']);
    const { questions } = await readAll(fincuge, dir.path, 'dev');
    expect(verdict('甲公司；乙公司', questions[1])).toBe('correct');
  });

  it('parts question and text, and takes lists in any order', async () => {
    const { seen } = await dev('finqa', [
      ['质押事件对应的主体有哪些？甲方质押。利好？', '甲方,乙方'],
      ['高管职位是什么？正文', '无相应参数'],
      ['没有问号的一行', '甲方'],
    ]);
    expect(seen.map(([, texts, question, gold]) => [texts, question.split('（')[0], gold])).toEqual([
      ['甲方质押。利好？', '质押事件对应的主体有哪些？', '甲方,乙方'],
      ['正文', '高管职位是什么？', '无相应参数'],
      ['', '没有问号的一行', '甲方'],
    ]);
    const { questions } = await readAll(fincuge, dir.path, 'dev');
    expect(verdict('乙方、甲方', questions[0])).toBe('correct');
    expect(verdict('乙方', questions[0])).toBe('wrong');
  });

  it('reads causes, subjects, topics and headlines', async () => {
    await dir.put('fincuge/fincqa/eval_list.json', '[["结果涉及的产品是？丙烯酸紧张", "无参数"]]');
    await dir.put(
      'fincuge/finese/eval_list.json',
      '[["1","甲辞职","不能履职","甲"],["2","天气","其他","NaN"]]',
    );
    await dir.put('fincuge/finna/eval_list.json', '[["甲回购","甲公告回购"],["","乙公告"]]');
    const { seen, refused } = await dev('finnl', [['印度失业率达7.9%', '外国 经济']]);
    expect(seen.map(([id, , , gold]) => [id, gold])).toEqual([
      ['dev/fincqa/0', '无相应参数'],
      ['dev/finese/0', '甲'],
      ['dev/finnl/0', '外国 经济'],
      ['dev/finna/0', '甲回购'],
    ]);
    expect(refused).toEqual(['dev/finese/1 no gold in the release', 'dev/finna/1 no gold in the release']);
    expect(seen[1]?.[2]).toBe('文中发生“不能履职”事件的主体是谁？只写主体名称。');
    const { questions } = await readAll(fincuge, dir.path, 'dev');
    expect(verdict('经济 外国', questions[2])).toBe('correct');
    expect(questions[2]).toMatchObject({ licence: 'unknown', language: 'zh', category: 'finnl' });
  });

  it('has train and dev only', async () => {
    await dir.put('fincuge/finfe/train_list.json', '[["涨了", 2]]');
    expect((await readAll(fincuge, dir.path, 'train')).questions.map(({ id }) => id)).toEqual([
      'train/finfe/0',
    ]);
    await expect(readAll(fincuge, dir.path, 'dev')).rejects.toThrow(/<task> is finfe, finne, finre/);
    await expect(readAll(fincuge, dir.path, 'test')).rejects.toMatchObject({ exitCode: 2 });
  });
});
