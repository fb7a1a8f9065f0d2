import { describe, expect, it } from 'vitest';
import { joinThinking, splitThinking } from './split-thinking.ts';

describe('splitThinking', () => {
  it.each([
    ['<think>\na\n</think>\nb', 'a', 'b'],
    ['a\n</think>\n\nb', 'a', 'b'],
    ['just b', '', 'just b'],
    ['', '', ''],
    ['<think></think>b', '', 'b'],
    ['<think>a</think>b<think>c</think>d', 'a\n\nc', 'b\n\nd'],
    ['a</think>b<think>c</think>d', 'a\n\nc', 'b\n\nd'],
    ['<think>a</think>', 'a', ''],
    ['<think>a<think>b</think>c', 'a<think>b', 'c'],
  ])('%j', (text, thinking, content) => {
    expect(splitThinking(text)).toEqual({ thinking, content });
  });

  it.each(['<think>the answer is 5', 'b<think>the answer is 5', 'a</think>b<think>the answer is 5'])(
    'never takes an unfinished thought for an answer: %j',
    (text) => {
      expect(splitThinking(text).content).toBeNull();
      expect(splitThinking(text).thinking).toMatch(/the answer is 5$/);
    },
  );
});

describe('joinThinking', () => {
  it('writes thinking that came apart as models write it inline', () => {
    expect(joinThinking('a', '\n\nb', false)).toBe('<think>\na\n</think>\nb');
    expect(joinThinking('', 'b', false)).toBe('b');
  });

  it('leaves thinking open that the limit cut off', () => {
    const text = joinThinking('the answer is 5', '', true);
    expect(splitThinking(text)).toEqual({ thinking: 'the answer is 5', content: null });
    expect(splitThinking(joinThinking('a', 'b, cut o', true)).content).toBe('b, cut o');
  });
});
