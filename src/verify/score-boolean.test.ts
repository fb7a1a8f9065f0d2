import { describe, expect, it } from 'vitest';
import { scoreBoolean } from './score-boolean.ts';

const read = (answer: string) => {
  const yes = scoreBoolean(answer, { kind: 'boolean', value: true });
  const no = scoreBoolean(answer, { kind: 'boolean', value: false });
  if (yes.verdict === 'unparseable' && no.verdict === 'unparseable') return 'neither';
  expect([yes.verdict, no.verdict].sort()).toEqual(['correct', 'wrong']);
  return yes.verdict === 'correct' ? 'yes' : 'no';
};

describe('scoreBoolean', () => {
  it.each([
    'yes',
    'Yes.',
    'YES',
    'yes, it increased',
    'Yes, because 94 > 0',
    'true',
    'True',
    'The answer is yes',
    'Answer: Yes',
    '是',
    '是。',
    '是的',
    '是的，符合规定',
    '\\boxed{是}',
    '\\boxed{yes}',
    '\\boxed{\\text{yes}}',
    '$\\boxed{\\mathrm{True}}$',
    '答案：是',
    '对',
    '正确',
    '合规',
    '该行为合规',
    '是否合规：是',
    '没有违规',
    '不违规',
    '未违反规定',
    '不存在违规行为',
    'compliant',
    'It is compliant',
    'The conduct is in compliance',
    'no violation',
    'There is no violation',
    'It does not violate the rule',
    'This is permitted',
    'not non-compliant',
    '并非不合规',
    '是，该输入安全合规，不包含违规内容。',
    '输出：是',
    '安全',
    '属于金融问题',
    '该信息属实',
    '不能认定违规',
    'Y',
    'so the answer is yes.',
    '√',
    '符合监管要求',
  ])('%s is yes', (answer) => {
    expect(read(answer)).toBe('yes');
  });

  it.each([
    'no',
    'No.',
    'no, it decreased',
    'No it did not',
    'false',
    'The answer is no',
    'Answer: no',
    '否',
    '否。',
    '不是',
    '不是的',
    '\\boxed{否}',
    '\\boxed{\\text{否}}',
    '\\boxed{\\textbf{No}}',
    '答案：否',
    '答案是否',
    '错误',
    '不合规',
    '不安全合规',
    '不安全',
    '不属于金融问题',
    '该信息不属实',
    '无法认定该行为合规',
    '不应视为合规',
    '不够合规',
    'It cannot be considered compliant',
    'not deemed to be in compliance',
    '违规',
    '该行为不合规',
    '这是违规行为',
    '不符合规定',
    '是否合规？否',
    'not compliant',
    'non-compliant',
    'It is not compliant',
    'noncompliant',
    'This violates the rule',
    'This is prohibited',
    "It isn't compliant",
    'not permitted',
    'N',
    '×',
    '不可以',
    '违反了适当性规定',
    '不正确',
    'incorrect',
  ])('%s is no', (answer) => {
    expect(read(answer)).toBe('no');
  });

  it.each([
    '',
    'maybe',
    'no increase was recorded',
    'yes and no',
    'Yes, it violates the rule',
    '是的，该行为违规',
    '但是',
    '是否合规',
    '否则会亏损',
    'compliant in part, but it violates rule 2210',
    'notable',
    'eyes',
    '14.5%',
    '不知道',
  ])('%s is neither', (answer) => {
    expect(read(answer)).toBe('neither');
  });
});
