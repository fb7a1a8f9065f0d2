/** Pitfalls of the public data sets that no other test of this folder names. Rows are written in the original formats. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { scoreAnswer } from '../../verify/index.ts';
import { convfinqa } from './convfinqa.ts';
import { readGold } from './finqa-gold.ts';
import { finqa } from './finqa.ts';
import { finova } from './finova.ts';
import { findSource, sources } from './index.ts';
import { knownBadGold } from './known-bad-golds.ts';
import { needsAcceptance } from './licence-gate.ts';
import { makeDataDir, readAll, type TestDataDir } from './test-data-dir.ts';

let dir: TestDataDir;
beforeEach(async () => {
  dir = await makeDataDir();
});
afterEach(() => dir.remove());

/** A gold whose program is the value itself. */
const goldOf = (printed: string, exeAns: number) =>
  readGold({ program: String(exeAns), exeAns, printed, tables: [] });

describe('FinQA', () => {
  it.each([
    ['HIG/2011/page_188.pdf-1: lost sign', '58.6%', -0.58621],
    ['STT/2008/page_83.pdf-2', '44%', 1.25],
    ['GIS/2019/page_37.pdf-3', '-3.2%', -16],
    ['SNA/2007/page_49.pdf-3', '42.0', -0.38213],
    ['IPG/2015/page_48.pdf-3', '78.4', 68.4],
    ['MSI/2006/page_61.pdf-2', '$ 193 million', 85],
    ['a value of one tenth', '0.1', 0.01],
  ])('a printed answer that contradicts exe_ans is left out: %s', (_row, printed, exeAns) => {
    expect(goldOf(printed, exeAns)).toMatchObject({ excluded: 'printed answer contradicts exe_ans' });
  });

  it.each([
    ['34.83%', 0.34824],
    ['92%', 0.91251],
    ['71.8%', 0.71886],
    ['1.14', 1.13451],
  ])('careless rounding is kept, and exe_ans is the gold: %s for %d', (printed, value) => {
    const gold = goldOf(printed, value);
    expect(gold).toMatchObject({ reference: { value, text: printed } });
  });

  it('a percentage that is printed without its sign gets it back', () => {
    const gold = goldOf('27.9', 0.279);
    expect(gold).toMatchObject({ reference: { value: 0.279, unit: 'decimal', text: '27.9%' } });
    if (!('reference' in gold)) throw new Error(gold.excluded);
    expect(scoreAnswer('27.9%', gold.reference).verdict).toBe('correct');
    expect(scoreAnswer('27.9', gold.reference).verdict).toBe('wrong');
  });

  it('golds that only look consistent are known by name', () => {
    expect(goldOf('380', 3.8)).toHaveProperty('reference');
    expect(knownBadGold('finqa', 'ADI/2009/page_49.pdf-1')).toContain('issue 6');
    expect(knownBadGold('finqa', 'ANSS/2008/page_89.pdf-1')).toContain('issue 15');
    expect(knownBadGold('convfinqa', 'Double_AOS/2004/page_11.pdf#0')).toContain('issue 5');
    expect(knownBadGold('finqa', 'ADI/2009/page_49.pdf-2')).toBeNull();
  });

  it('a table of one row is kept, and what a retriever added is not read', async () => {
    const record = {
      id: 'ACME/2020/page_7.pdf-1',
      pre_text: ['acme 2019s fee was 5 .'],
      post_text: [],
      table: [['fee', '5']],
      table_retrieved: [{ score: 1, ind: 'table_0' }],
      qa: {
        question: 'what is twice the fee?',
        answer: '',
        program: 'multiply(5, const_2)',
        exe_ans: 10,
        gold_inds: { text_9: 'not of this page' },
        model_input: [['text_9', 'not of this page']],
      },
    };
    await dir.put('finqa/train.json', JSON.stringify([record]));
    const { questions } = await readAll(finqa, dir.path, 'train');
    expect(questions).toMatchObject([{ tables: [{ rows: [['fee', '5']] }], reference: { value: 10 } }]);
    expect(JSON.stringify(questions)).not.toContain('not of this page');
  });
});

describe('ConvFinQA', () => {
  it('the executed program is the gold, whatever a turn prints', async () => {
    const turn = {
      id: 'Single_ACME/2020/page_7.pdf-1_0',
      pre_text: [],
      post_text: [],
      table: [['', '2020']],
      qa: { answer: '1877', exe_ans: 18770 },
      annotation: {
        turn_program: ['multiply(1877, 10)'],
        exe_ans_list: [18770],
        cur_dial: ['what is ten times 1877?'],
        cur_program: 'multiply(1877, 10)',
        exe_ans: 18770,
      },
    };
    await dir.put('convfinqa/dev_turn.json', JSON.stringify([turn]));
    const { questions } = await readAll(convfinqa, dir.path, 'dev');
    expect(questions).toMatchObject([{ reference: { value: 18770 } }]);
  });

  it('a bracket that repeats a positive cell does not turn its sign', async () => {
    const dialogue = {
      id: 'Double_ACME/2020/page_7.pdf',
      questions: ['what was the sum of the margins?', 'and their change?'],
      answer: 0.04,
      text: 'acme .',
      table: '- | 2020 | 2019\nmargin | 27% ( 27 % ) | 23% ( 23 % )',
      programs: ['ans = 0.27 + 0.23', 'ans = 0.27 - 0.23'],
    };
    await dir.put('convfinqa/dev_dialogues.json', JSON.stringify([dialogue]));
    const { questions } = await readAll(convfinqa, dir.path, 'dev');
    expect(questions.map(({ reference }) => reference)).toMatchObject([{ value: 0.5 }, { value: 0.04 }]);
    expect(questions[0]?.tables[0]?.rows[1]).toEqual(['margin', '27% ( 27 % )', '23% ( 23 % )']);
    // Two questions merged into one dialogue are still one page.
    expect(questions[0]?.cluster).toBe('ACME/2020/page_7.pdf');
  });
});

describe('Finova and Fin-Eva', () => {
  const reasoning = (truth: string): object => ({
    prompt: '问',
    ground_truth: truth,
    from: 'reasoning-数学',
  });

  it('several blanks keep their order, sets of letters do not', async () => {
    await dir.put(
      'finova/Reasoning/a.json',
      JSON.stringify([reasoning('11000;3000;6000'), reasoning('A;C')]),
    );
    const { questions } = await readAll(finova, dir.path, 'test');
    const [blanks, set] = questions.map(({ reference }) => reference);
    if (!blanks || !set) throw new Error('two golds are expected');
    expect(scoreAnswer('11000；3000；6000', blanks).verdict).toBe('correct');
    expect(scoreAnswer('3000;11000;6000', blanks).verdict).toBe('wrong');
    expect(scoreAnswer('C、A', set).verdict).toBe('correct');
    expect(scoreAnswer('A', set).verdict).toBe('wrong');
  });

  it('否 means a violation, in the gold as in the answer', () => {
    const violation = { kind: 'boolean', value: false } as const;
    for (const answer of ['否', '违规', '不合规', 'No, it is not compliant'])
      expect(scoreAnswer(answer, violation).verdict, answer).toBe('correct');
    for (const answer of ['是', '合规', 'Yes'])
      expect(scoreAnswer(answer, violation).verdict, answer).toBe('wrong');
  });
});

describe('licences', () => {
  it('sets for non-commercial use or without a licence are read only once that was accepted', () => {
    const closed = sources.filter(({ licence }) => needsAcceptance(licence)).map(({ id }) => id);
    expect(closed.sort()).toEqual([
      ...['financebench', 'financeiq', 'financeqt', 'financereasoning', 'fincuge', 'fineval', 'finpee'],
    ]);
    expect(findSource('financebench').licence).toBe('CC-BY-NC-4.0');
  });
});
