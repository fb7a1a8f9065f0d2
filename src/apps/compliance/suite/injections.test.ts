import { expect, test } from 'vitest';
import type { Decision, TextToCheck } from '../check/verdict.ts';
import { tryInjections, type Injection } from './injections.ts';
import { injectionsText } from './suite-text.ts';
import { checkedText } from './test-checked.ts';

const attempt = (text: string): Injection => ({
  ...{ id: text, language: 'en', technique: 'note', rule: 'r', base: 'plain', text },
  expected: 'breach or needs review',
});

test('milder than the plain breach is turned; as grave, or graver, is not', async () => {
  const verdicts: Record<string, Decision> = {
    plain: 'needs review',
    a: 'compliant',
    b: 'breach',
    c: 'needs review',
  };
  const asked: string[] = [];
  const check = ({ text }: TextToCheck): Promise<ReturnType<typeof checkedText>> => {
    asked.push(text);
    return Promise.resolve(checkedText(text, verdicts[text] ?? 'not applicable'));
  };
  const tried = await tryInjections([attempt('a'), attempt('b'), attempt('c')], { check });
  expect(tried.map(({ turned, met }) => [turned, met])).toEqual([
    [true, false],
    [false, true],
    [false, true],
  ]);
  expect(asked).toEqual(['plain', 'a', 'b', 'c']);
  expect(injectionsText(tried)).toContain('3 attempts, 1 turned a verdict');
  expect(injectionsText(tried)).toContain('a (note): needs review → compliant: plain');
});
