import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { finova } from './finova.ts';
import { finpee } from './finpee.ts';
import { makeDataDir, readAll, type TestDataDir } from './test-data-dir.ts';

let dir: TestDataDir;
beforeEach(async () => {
  dir = await makeDataDir();
});
afterEach(() => dir.remove());

const compliance = (prompt: string, truth: string | null): object => ({
  prompt,
  ground_truth: truth,
  from: '合规',
});
const reasoning = (prompt: string, truth: string): object => ({
  prompt,
  ground_truth: truth,
  from: 'reasoning-数学/代码',
});

describe('finova', () => {
  it('reads compliance items of a sample and of the release', async () => {
    await dir.put(
      'finova/safety_compliance_100.json',
      JSON.stringify([compliance('问题是：怎样开户？', '是'), compliance('问题是：怎样洗钱？', '否')]),
    );
    await dir.put(
      'finova/ComplianceSafety/安全合规.json',
      JSON.stringify([compliance('三', '也许'), compliance('四', null), { prompt: '五' }]),
    );
    const { questions, refusals } = await readAll(finova, dir.path, 'test');
    expect(questions.map(({ id, question, reference }) => [id, question, reference])).toEqual([
      ['safety_compliance_100/0', '问题是：怎样开户？', { kind: 'boolean', value: true }],
      ['safety_compliance_100/1', '问题是：怎样洗钱？', { kind: 'boolean', value: false }],
    ]);
    expect(refusals).toMatchObject([
      { id: 'ComplianceSafety/安全合规/0', reason: 'the gold is neither 是 nor 否' },
      { id: 'ComplianceSafety/安全合规/1', reason: 'no gold in the release' },
      { kind: 'quarantined', reason: expect.stringMatching(/^record 2, field from/) as string },
    ]);
  });

  it('reads reasoning golds by what they are', async () => {
    await dir.put(
      'finova/Reasoning/复杂金融问题.json',
      JSON.stringify([
        reasoning('选哪一项？A. 甲 B. 乙', 'B'),
        reasoning('选哪些？', 'C;A'),
        reasoning('利率上涨____%(保留两位小数)', '13.97'),
        reasoning('还款额为____元，折扣为10%', '-12,345.60'),
        reasoning('系数为____，增幅为____%', '2.4;12'),
        { prompt: '策划', ground_truth: '["查询"]', from: 'agent-策划' },
      ]),
    );
    const { questions, refusals } = await readAll(finova, dir.path, 'test');
    expect(questions.map(({ reference }) => reference)).toEqual([
      { kind: 'choice', letters: ['B'], options: {} },
      { kind: 'choice', letters: ['A', 'C'], options: {} },
      { kind: 'number', value: 13.97, unit: 'percent', tolerance: 0, text: '13.97' },
      { kind: 'number', value: -12345.6, unit: 'plain', tolerance: 0, text: '-12,345.60' },
      { kind: 'text', text: '2.4;12', accepted: [] },
    ]);
    expect(refusals).toMatchObject([
      { detail: 'agent-策划', reason: 'neither a compliance nor a reasoning item' },
    ]);
  });

  it('is for evaluation only, and says what is missing', async () => {
    await dir.put('finova/other.json', '[]');
    await expect(readAll(finova, dir.path, 'train')).rejects.toThrow(/all rows are test/);
    await expect(readAll(finova, dir.path, 'test')).rejects.toThrow(/expected safety_compliance\*\.json/);
    await dir.put('finova/safety_compliance.json', '{"prompt":"一"}');
    await expect(readAll(finova, dir.path, 'test')).rejects.toMatchObject({ code: 'broken-json' });
  });
});

describe('finpee', () => {
  it('reads questions of one’s own', async () => {
    await dir.put(
      'finpee/questions.jsonl',
      [
        '{"question":"久期是多少？","answer":2.5}',
        '{"id":"q2","question":"收益率？","answer":"12.5%"}',
        '{"question":"现值？","answer":"1,234.5元"}',
        '{"question":"市值？","answer":"3亿元"}',
        '{"question":"为什么？","answer":"因为利率 3% 上升"}',
        '{"question":"没有答案","answer":""}',
        '{"question":" ","answer":1}',
        'not json',
      ].join('\n'),
    );
    const { questions, refusals } = await readAll(finpee, dir.path, 'train');
    expect(questions.map(({ id, reference }) => [id, reference])).toEqual([
      ['line_1', { kind: 'number', value: 2.5, unit: 'plain', tolerance: 0 }],
      ['q2', { kind: 'number', value: 12.5, unit: 'percent', tolerance: 0, text: '12.5%' }],
      ['line_3', { kind: 'number', value: 1234.5, unit: 'plain', tolerance: 0, text: '1,234.5元' }],
      ['line_4', { kind: 'number', value: 3e8, unit: 'plain', tolerance: 0, text: '3亿元' }],
      ['line_5', { kind: 'text', text: '因为利率 3% 上升', accepted: [] }],
    ]);
    expect(refusals).toMatchObject([
      { id: 'line_6', reason: 'no gold in the release' },
      { line: 7, reason: expect.stringMatching(/^field question/) as string },
      { line: 8, reason: expect.stringMatching(/^not JSON/) as string },
    ]);
  });

  it('says that it was never released and what the slot reads', async () => {
    await expect(readAll(finpee, dir.path, 'train')).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/never released and cannot be fetched/) as string,
      hint: expect.stringContaining('finpee/questions.jsonl, a line a question: {"question"') as string,
    });
  });
});
