import { describe, expect, it } from 'vitest';
import { checkFormat } from './format.ts';

const good = '<think>\n5,829 - 5,735 = 94\n</think>\n<answer>\n94\n</answer>';

describe('checkFormat', () => {
  it('accepts think, then answer', () => {
    expect(checkFormat(good)).toEqual({
      valid: true,
      reasoning: '5,829 - 5,735 = 94',
      answer: '94',
      reason: 'valid',
    });
    expect(checkFormat(`\n ${good} \n`).valid).toBe(true);
    expect(checkFormat('<think>a</think><answer>b</answer>').valid).toBe(true);
  });

  it.each([
    ['text before', `Well. ${good}`, '94', 'text before <think>'],
    ['text between', '<think>a</think> so <answer>94</answer>', '94', 'text between </think> and <answer>'],
    ['text after', `${good} done`, '94', 'text after </answer>'],
    ['an answer only', '<answer>94</answer>', '94', '<think> is missing'],
    ['an empty trace', '<think> </think><answer>94</answer>', '94', '<think> is empty'],
    ['an empty answer', '<think>a</think><answer> </answer>', null, '<answer> is empty'],
    ['no tags', '94', null, '<think> is missing'],
    ['an unclosed trace', '<think>94', null, '</think> is missing'],
    ['an answer inside an unclosed trace', '<think>maybe <answer>94</answer>', null, '</think> is missing'],
    [
      'an answer inside the trace',
      '<think>a <answer>94</answer> b</think>',
      null,
      '<answer> is out of order',
    ],
    ['an unclosed answer', '<think>a</think><answer>94', null, '</answer> is missing'],
    ['two answers', `${good}<answer>95</answer>`, null, '<answer> stands more than once'],
    ['two traces', `<think>a</think>${good}`, '94', '<think> stands more than once'],
    [
      'a trace reopened before the answer',
      '<think>a</think><think><answer>94</answer>',
      null,
      '<think> stands more than once',
    ],
    ['thinking after the answer', '<answer>94</answer><think>a</think>', null, '<answer> is out of order'],
    ['answer tags crossed', '<think>a</think></answer>94<answer>', null, '</answer> is out of order'],
    ['tags in capitals', '<THINK>a</THINK><ANSWER>94</ANSWER>', null, '<think> is missing'],
    ['nothing', '', null, '<think> is missing'],
  ])('refuses %s', (_name, text, answer, reason) => {
    expect(checkFormat(text)).toMatchObject({ valid: false, answer, reason });
  });

  it('accepts a missing opening tag only where the prompt ends with it', () => {
    const text = 'a\n</think>\n<answer>94</answer>';
    expect(checkFormat(text, { promptOpensThink: true })).toMatchObject({
      valid: true,
      reasoning: 'a',
      answer: '94',
    });
    expect(checkFormat(good, { promptOpensThink: true }).valid).toBe(true);
    expect(checkFormat(text)).toMatchObject({ valid: false, answer: '94', reason: '<think> is missing' });
    expect(checkFormat('<answer>94</answer>', { promptOpensThink: true }).answer).toBeNull();
  });

  it('keeps an unclosed trace as reasoning', () => {
    expect(checkFormat('<think>so far').reasoning).toBe('so far');
  });
});
