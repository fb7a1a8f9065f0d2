import { describe, expect, it } from 'vitest';
import { groundTrace } from '../ground.ts';

const table = {
  id: 'a',
  rows: [
    ['', '2019', '2018'],
    ['Backlog of vessels', '690', '820'],
    ['Backlog of trains', '455', '410'],
  ],
};

function follows(reasoning: string, answer: string, question: string): boolean | null {
  const source = { texts: [], tables: [table], history: [], question };
  return (
    groundTrace(`<think>\n${reasoning}\n</think>\n<answer>\n${answer}\n</answer>`, source).answer?.follows ??
    null
  );
}

describe('the number of an answer', () => {
  const question = 'What was the percentage change in the backlog of vessels from 2018 to 2019?';
  const worked = '690 - 820 = -130, and -130 / 820 = -15.85%.';
  it.each([
    [
      'the last conclusion',
      `${worked} 45 / 410 = 10.98%. So the backlog of vessels changed by -15.85%.`,
      '-15.85%',
      true,
    ],
    [
      'another one',
      `${worked} 45 / 410 = 10.98%. So the backlog of vessels changed by -15.85%.`,
      '10.98%',
      false,
    ],
    [
      'said in passing only',
      `${worked}\n\nFor reference, the backlog of trains rose by 45 / 410 = 10.98%.`,
      '10.98%',
      false,
    ],
    [
      'stated after the conclusion',
      `690 - 820 = -130. So it fell by 130. In percent, -130 / 820 = -15.85%.`,
      '-15.85%',
      true,
    ],
    [
      'the last line of a summary',
      `${worked} 45 / 410 = 10.98%.\n\nIn summary:\n- change in vessels: -15.85%`,
      '10.98%',
      false,
    ],
    ['a figure of the source spoken of', `${worked}\n\nThe base is 820, so 820 is right.`, '-15.85%', true],
  ])('%s', (_, reasoning, answer, expected) => {
    expect(follows(reasoning, answer, question)).toBe(expected);
  });

  it('is held against the basis points that are asked for', () => {
    const asked = 'By how many basis points did the capital ratio fall?';
    const reasoning = '12.00% - 11.48% = 0.52%. So the capital ratio fell by 52 basis points.';
    expect(follows(reasoning, '52', asked)).toBe(true);
    expect(follows(reasoning, '11.48%', asked)).toBe(false);
  });
});

describe('the letter of an answer', () => {
  const question = 'What is the cost? A. 27  B. 32  C. 34  D. 40';
  it.each([
    [
      'a letter that a mistake would give',
      'If I forgot it I would get 34, which is option C, so that is the trap. B it is.',
      'B',
      true,
    ],
    ['a letter that is asked about', '0.8 × 34 = 27.2. So C? No. So the answer is 27.', 'A', true],
    ['a symbol', 'So F = 32 / 1. So the cost is 32.', 'B', true],
    ['a remark', '0.8 × 40 = 32, so option B. The base was 40, so D is the gross cost.', 'B', true],
    ['a letter after words', 'So the answer is 27.', 'The cost is about 27.\n\nOption **C**', false],
    ['a conclusion that names the figure', '结论：成本约为32。', '答案：C', false],
  ])('%s', (_, reasoning, answer, expected) => {
    expect(follows(reasoning, answer, question)).toBe(expected);
  });

  it('is held against the option in words', () => {
    const options =
      '应选择哪个方案？\nA. 甲方案，因为其回收期更短\nB. 乙方案，因为其回收期更短\nC. 乙方案，因为其净现值更大';
    expect(follows('甲更快。所以应当选择甲方案，理由是回收期更短。', 'A', options)).toBe(true);
    expect(follows('甲更快。所以应当选择甲方案，理由是回收期更短。', 'C', options)).toBe(false);
  });

  it('may stand for something that is best', () => {
    const asked = '三只基金中夏普比率最高的是哪一只？';
    expect(follows('光看波动率会选B。夏普比率最高的是A。', 'A', asked)).toBe(true);
    expect(follows('光看波动率会选B。夏普比率最高的是A。', 'B', asked)).toBe(false);
  });
});

describe('units that both sides name', () => {
  const question = 'What was the change in the backlog of vessels, in percent?';
  it.each([
    ['-130 / 820 = -15.85%.', '-15.85%', true],
    ['-130 / 820 = -15.85%.', '-1,585%', false],
    ['-130 / 820 = -0.1585.', '-15.85%', true],
    ['The order is worth 2.1 million.', '2.1 billion', false],
    ['The order is worth 2.1 million.', '2,100,000', true],
  ])('%s %s: %s', (reasoning, answer, expected) => {
    expect(follows(reasoning, answer, question)).toBe(expected);
  });
});

describe('yes and no', () => {
  const question = 'Does the fleet comply with both limits?';
  it.each([
    [
      'no conclusion in passing',
      'Leases are left out, so no adjustment. The fleet complies with both limits.',
      'Yes',
      null,
    ],
    ['what could be', 'So the backlog could fall by 35 before a limit is met.', 'Yes', null],
    ['a conclusion', 'Both are below. So yes.', 'No', false],
    ['a conclusion in words', 'So the fleet complies with both limits.', 'Yes', true],
  ])('%s', (_, reasoning, answer, expected) => {
    expect(follows(reasoning, answer, question)).toBe(expected);
  });
});
