import { describe, expect, it } from 'vitest';
import { scoreText } from './score-text.ts';

const reference = {
  kind: 'text' as const,
  text: 'Basel III Accord',
  accepted: ['巴塞尔协议III', '11000;3000;6000'],
};

describe('scoreText', () => {
  it.each([
    'Basel III Accord',
    'basel iii  accord.',
    '"Basel III accord"',
    '巴塞尔协议III',
    '11000；3000；6000',
    '11000; 3000; 6000',
    '\\boxed{Basel III Accord}',
  ])('%s is correct', (answer) => {
    expect(scoreText(answer, reference)).toMatchObject({ verdict: 'correct', rule: 'text:exact' });
  });

  it('other text is wrong, no text unparseable, no gold unscorable', () => {
    expect(scoreText('Basel II Accord', reference).verdict).toBe('wrong');
    expect(scoreText('3000;11000;6000', reference).verdict).toBe('wrong');
    expect(scoreText(' . ', reference).verdict).toBe('unparseable');
    expect(scoreText('x', { ...reference, text: 'nan', accepted: [] }).verdict).toBe('unscorable');
    expect(scoreText('x', { ...reference, text: '', accepted: [] }).verdict).toBe('unscorable');
  });
});
