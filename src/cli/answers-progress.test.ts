import { expect, it } from 'vitest';
import { AnswersProgress } from './answers-progress.ts';
import { ProgressLines } from './progress.ts';

it('says how many rules of a text are answered, and how long the others may take', () => {
  let text = '';
  let now = 0;
  const clock = (): number => now;
  const output = { write: (part: string) => (text += part), isTTY: false };
  const progress = new AnswersProgress(new ProgressLines(output, clock), clock);
  const first = progress.ofText('a.txt');
  first(0, 5);
  expect(text).toBe('check           …\n');
  now = 20_000;
  first(2, 5);
  expect(text).toContain('2/5 verdicts  0.1 verdicts/s  a.txt  20 s, 30 s left');
  const second = progress.ofText('b.txt');
  now = 40_000;
  second(0, 2);
  now = 55_000;
  second(1, 2);
  expect(text).toMatch(/1\/2 verdicts .* b\.txt .* 15 s left\n$/);
});

it('says nothing where no model is asked', () => {
  let text = '';
  const progress = new AnswersProgress(new ProgressLines({ write: (part) => (text += part) }));
  progress.ofText('a.txt');
  progress.close();
  expect(text).toBe('');
});
