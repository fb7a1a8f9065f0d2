import { expect, it } from 'vitest';
import { data as en } from '../text/data.en.ts';
import { data as zh } from '../text/data.zh.ts';
import { reasonText } from './reason-text.ts';

it.each([
  ['wrong answer', '答案错误'],
  ['reasoning: term overlap, number of steps', '推理：术语重合、步骤数量'],
  ['truncated; not objective', '被截断（非客观题）'],
  ['in an evaluation split (text)', '与评测题重合（text）'],
  ['something new', 'something new'],
])('%s in Chinese', (reason, text) => {
  expect(reasonText(reason, zh.words)).toBe(text);
});

it.each(['wrong answer', 'reasoning: term overlap, number of steps', 'truncated; not objective'])(
  'is itself in English: %s',
  (reason) => {
    expect(reasonText(reason, en.words)).toBe(reason);
  },
);
