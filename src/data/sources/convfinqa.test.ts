import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { convfinqa } from './convfinqa.ts';
import { makeDataDir, readAll, type TestDataDir } from './test-data-dir.ts';

const dialogue = {
  id: 'Single_ACME/2020/page_7.pdf-2',
  questions: ['what were net sales in 2020?', 'and in 2019?', 'so what was the percentage change?'],
  answer: 0.01639,
  text: 'acme sells in the u.s . market . it has 3 plants .',
  table: '- | 2020 | 2019\nnet sales | $ 5829 | $ 5735\n',
  golden_text: '',
  golden_table: '',
  programs: ['ans = 5829', 'ans = 5735', 'x0 = 5829 - 5735; ans = x0 / 5735'],
};

let dir: TestDataDir;
beforeEach(async () => {
  dir = await makeDataDir();
});
afterEach(() => dir.remove());

describe('convfinqa, dialogues', () => {
  it('makes one question a turn, with gold history', async () => {
    await dir.put('convfinqa/dev_300_dialogues.json', JSON.stringify([dialogue]));
    const { questions, refusals } = await readAll(convfinqa, dir.path, 'dev');
    expect(refusals).toEqual([]);
    expect(questions.map(({ id, cluster, program }) => [id, cluster, program])).toEqual([
      ['Single_ACME/2020/page_7.pdf-2#0', 'ACME/2020/page_7.pdf', '5829'],
      ['Single_ACME/2020/page_7.pdf-2#1', 'ACME/2020/page_7.pdf', '5735'],
      ['Single_ACME/2020/page_7.pdf-2#2', 'ACME/2020/page_7.pdf', 'subtract(5829, 5735), divide(#0, 5735)'],
    ]);
    expect(questions[2]).toMatchObject({
      category: 'change-rate',
      texts: [{ text: 'acme sells in the u.s . market .' }, { text: 'it has 3 plants .' }],
      tables: [
        {
          rows: [
            ['', '2020', '2019'],
            ['net sales', '$ 5829', '$ 5735'],
          ],
        },
      ],
      history: [
        { question: 'what were net sales in 2020?', answer: '5829' },
        { question: 'and in 2019?', answer: '5735' },
      ],
      reference: { kind: 'number', value: 0.01639, unit: 'decimal' },
    });
  });

  it('shows ratios of earlier turns as percentages where they were asked so', async () => {
    const longer = {
      ...dialogue,
      questions: [...dialogue.questions, 'is that above 1?'],
      programs: [...dialogue.programs, 'x0 = 5829 - 5735; x1 = x0 / 5735; ans = x1 > 1'],
      answer: 'no',
    };
    await dir.put('convfinqa/dev_dialogues.json', JSON.stringify([longer]));
    const { questions } = await readAll(convfinqa, dir.path, 'dev');
    expect(questions[3]?.history[2]?.answer).toBe('1.64%');
    expect(questions[3]?.reference).toEqual({ kind: 'boolean', value: false });
  });

  it('excludes a last turn whose answer its program contradicts, and known bad turns', async () => {
    const wrong = { ...dialogue, answer: 0.5 };
    const known = { ...dialogue, id: 'Double_VLO/2018/page_25.pdf' };
    await dir.put('convfinqa/dev_dialogues.json', JSON.stringify([wrong, known]));
    const { questions, refusals } = await readAll(convfinqa, dir.path, 'dev');
    expect(questions).toHaveLength(4);
    expect(refusals).toMatchObject([
      { id: 'Single_ACME/2020/page_7.pdf-2#2', reason: 'gold program contradicts exe_ans' },
      { id: 'Double_VLO/2018/page_25.pdf#0', reason: 'gold known to be wrong' },
    ]);
  });

  it('quarantines a dialogue with a program that is not arithmetic', async () => {
    const code = { ...dialogue, programs: ['ans = exit()', 'ans = 1', 'ans = 2'] };
    const short = { ...dialogue, programs: ['ans = 1'] };
    await dir.put('convfinqa/dev_dialogues.json', JSON.stringify([code, short, dialogue]));
    const { questions, refusals } = await readAll(convfinqa, dir.path, 'dev');
    expect(questions).toHaveLength(3);
    expect(refusals.map((refusal) => refusal.reason)).toEqual([
      '"exit" has no value yet',
      'record 1: as many programs as questions are needed',
    ]);
  });
});

describe('convfinqa, official turns', () => {
  it('quarantines entries that are no objects with their index and reads the others', async () => {
    await dir.put('convfinqa/dev_dialogues.json', `[null,\n${JSON.stringify(dialogue)}, "Single_X"]`);
    await dir.put('convfinqa/train_turn.json', '[7]');
    const { questions, refusals } = await readAll(convfinqa, dir.path, 'dev');
    expect(questions).toHaveLength(3);
    expect(refusals).toMatchObject([
      { kind: 'quarantined', line: 1, reason: expect.stringMatching(/^record 0: .*object/), excerpt: 'null' },
      { kind: 'quarantined', line: 2, reason: expect.stringMatching(/^record 2: .*object/) },
    ]);
    const turns = await readAll(convfinqa, dir.path, 'train');
    expect(turns.refusals).toMatchObject([{ kind: 'quarantined', excerpt: '7' }]);
  });

  it('reads a turn with the golds of the turns before it', async () => {
    const turn = {
      id: 'Single_ACME/2020/page_7.pdf-2_2',
      pre_text: ['acme .'],
      post_text: [],
      table: [
        ['', '2020', '2019'],
        ['net sales', '$ 5829', '$ 5735'],
      ],
      annotation: {
        dialogue_break: dialogue.questions,
        turn_program: ['5829', '5735', 'subtract(5829, 5735), divide(#0, 5735)'],
        exe_ans_list: [5829, 5735, 0.01639],
        cur_dial: dialogue.questions,
        cur_program: 'subtract(5829, 5735), divide(#0, 5735)',
        exe_ans: 0.01639,
        turn_ind: 2,
      },
    };
    await dir.put('convfinqa/train_turn.json', JSON.stringify([turn]));
    const { questions } = await readAll(convfinqa, dir.path, 'train');
    expect(questions).toMatchObject([
      {
        id: 'Single_ACME/2020/page_7.pdf-2#2',
        cluster: 'ACME/2020/page_7.pdf',
        question: 'so what was the percentage change?',
        history: [{ answer: '5829' }, { answer: '5735' }],
        reference: { value: 0.01639 },
      },
    ]);
  });
});
