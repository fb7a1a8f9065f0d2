import { describe, expect, it } from 'vitest';
import type { Verdict } from '../core/outcome.ts';
import { scoreChoice } from './score-choice.ts';

const options = { A: 'Bonds', B: 'Preferred shares', C: 'Common shares', D: 'Shares of a money market fund' };
const numeric = { A: '3000', B: '23173', C: '27754', D: '10943' };
type Row = [answer: string, gold: string, verdict: Verdict, rule: string];

describe('scoreChoice', () => {
  it.each<Row>([
    ['C', 'C', 'correct', 'letter'],
    ['c', 'C', 'correct', 'letter'],
    ['(C)', 'C', 'correct', 'letter'],
    ['Ｃ', 'C', 'correct', 'letter'],
    ['C.', 'C', 'correct', 'letter'],
    ['Option C', 'C', 'correct', 'letter'],
    ['选项C', 'C', 'correct', 'letter'],
    ['【C】', 'C', 'correct', 'letter'],
    ['C项', 'C', 'correct', 'letter'],
    ['\\boxed{C}', 'C', 'correct', 'letter'],
    ['Because A and B are debt, \\boxed{\\text{C}}', 'C', 'correct', 'letter'],
    ['**C**', 'C', 'correct', 'letter'],
    ['B', 'C', 'wrong', 'letter'],
    ['E', 'C', 'wrong', 'letter'],
    ['ABD', 'ABD', 'correct', 'letter'],
    ['A,B,D', 'ABD', 'correct', 'letter'],
    ['D、B、A', 'ABD', 'correct', 'letter'],
    ['A;C', 'AC', 'correct', 'letter'],
    ['A；C', 'AC', 'correct', 'letter'],
    ['A and C', 'AC', 'correct', 'letter'],
    ['A和C', 'AC', 'correct', 'letter'],
    ['AB', 'ABD', 'wrong', 'letter'],
    ['ABCD', 'ABD', 'wrong', 'letter'],
    ['\\boxed{A}, \\boxed{C}', 'AC', 'correct', 'letter'],
    ['The answer is C.', 'C', 'correct', 'marked'],
    ['Answer: (C) because equity ranks last', 'C', 'correct', 'marked'],
    ['选C', 'C', 'correct', 'letter'],
    ['综上，应选C', 'C', 'correct', 'marked'],
    ['A项为债券，故本题选C。', 'C', 'correct', 'marked'],
    ['正确答案为：A、C', 'AC', 'correct', 'marked'],
    ['答案是ABD', 'ABD', 'correct', 'marked'],
    ['The answer must be C.', 'C', 'correct', 'marked'],
    ['【答案】C。【解析】B项先于普通股受偿。', 'C', 'correct', 'marked'],
    ['C. Common shares', 'C', 'correct', 'leading'],
    ['C) Common shares', 'C', 'correct', 'leading'],
    ['C、Common shares', 'C', 'correct', 'leading'],
    ['C: the residual claim', 'C', 'correct', 'leading'],
    ['A. Bonds\nC. Common shares', 'AC', 'correct', 'leading'],
    ['Common shares', 'C', 'correct', 'option-text'],
    ['common shares.', 'C', 'correct', 'option-text'],
    ['It must be preferred shares', 'B', 'correct', 'option-text'],
    ['Bonds', 'C', 'wrong', 'option-text'],
  ])('%s for %s is %s by %s', (answer, gold, verdict, rule) => {
    const outcome = scoreChoice(answer, { kind: 'choice', letters: [...gold], options });
    expect(outcome).toMatchObject({ verdict, rule: `choice:${rule}` });
  });

  it.each([
    '',
    'A decline in revenue',
    'I do not know',
    'a company should diversify',
    'The answer is A. No, the answer is B.',
    'Options A to C all describe debts, so the answer must be D.',
    'Bonds or common shares',
    'A. Common shares',
  ])('%s is unparseable', (answer) => {
    expect(scoreChoice(answer, { kind: 'choice', letters: ['C'], options }).verdict).toBe('unparseable');
  });

  it('reads the number of an option', () => {
    const reference = { kind: 'choice' as const, letters: ['A'], options: numeric };
    expect(scoreChoice('3000元', reference)).toMatchObject({
      verdict: 'correct',
      rule: 'choice:option-text',
    });
    expect(scoreChoice('3,000', reference).verdict).toBe('correct');
    expect(scoreChoice('10943', reference).verdict).toBe('wrong');
    expect(scoreChoice('300', reference).verdict).toBe('unparseable');
  });

  it('takes the text of an option before letters in it', () => {
    const combined = { A: 'Anaemia', B: 'Fever', D: 'A+B', E: 'I、II' };
    expect(scoreChoice('A+B', { kind: 'choice', letters: ['D'], options: combined }).verdict).toBe('correct');
    expect(scoreChoice('I、II', { kind: 'choice', letters: ['E'], options: combined }).verdict).toBe(
      'correct',
    );
    expect(scoreChoice('A,B', { kind: 'choice', letters: ['A', 'B'], options: combined }).verdict).toBe(
      'correct',
    );
  });

  it('accepts a gold written as one string and refuses one outside the options', () => {
    expect(scoreChoice('A,B,D', { kind: 'choice', letters: ['ABD'], options }).verdict).toBe('correct');
    expect(scoreChoice('E', { kind: 'choice', letters: ['E'], options }).verdict).toBe('unscorable');
    expect(scoreChoice('C', { kind: 'choice', letters: ['nan'], options: {} }).verdict).toBe('unscorable');
  });
});
