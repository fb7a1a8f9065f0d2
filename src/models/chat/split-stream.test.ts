import { expect, it } from 'vitest';
import { Random } from '../../core/random.ts';
import { splitThinking } from '../split-thinking.ts';
import { SplitStream } from './split-stream.ts';
import { StopTexts } from './stop-texts.ts';

/** The text in pieces of random lengths, as tokens would bring it. */
function pieces(text: string, random: Random): string[] {
  const out: string[] = [];
  for (let at = 0; at < text.length;) {
    const length = random.int(1, 6);
    out.push(text.slice(at, at + length));
    at += length;
  }
  return out;
}

function split(text: string, random: Random): { thinking: string; content: string; early: string } {
  const stream = new SplitStream();
  const parts = pieces(text, random).map((piece) => stream.push(piece));
  const early = parts.map(({ content }) => content).join('');
  const all = [...parts, stream.end()];
  return {
    thinking: all.map(({ reasoning }) => reasoning).join(''),
    content: all.map(({ content }) => content).join(''),
    early,
  };
}

it.each([
  ['<think>\na b\n</think>\n<answer>\n3.2%\n</answer>', 'a b', '3.2%'],
  ['<think>\na\n\nb\n</think>\nthe answer', 'a\n\nb', 'the answer'],
  ['no thinking at all', '', 'no thinking at all'],
  ['1 < 2 and <b> and <thin', '', '1 < 2 and <b> and <thin'],
  ['<think>never ends', 'never ends', ''],
  ['<think></think>b', '', 'b'],
  ['', '', ''],
])('%j', (text, thinking, content) => {
  for (let seed = 0; seed < 20; seed++)
    expect(split(text, Random.derive(seed, 'pieces'))).toMatchObject({ thinking, content });
});

it('splits as the whole text is split, however it comes', () => {
  const random = Random.derive(1, 'texts');
  const words = ['a', ' ', '\n', '<', 'think', '>', 'x < y', '</', '中文', '</b>', '  '];
  const some = (): string =>
    Array.from({ length: random.int(0, 12) }, () => words[random.int(0, words.length - 1)]).join('');
  for (let i = 0; i < 300; i++) {
    const [thought, rest] = [some(), some()].map((text) => text.replaceAll(/<\/?think>/g, ''));
    const text = `<think>${thought}</think>${rest}`;
    const whole = splitThinking(text);
    const streamed = split(text, random);
    expect(streamed.thinking).toBe(whole.thinking);
    expect(streamed.content).toBe(whole.content);
  }
});

it('never tells a thought as an answer before its end is known', () => {
  const random = Random.derive(2, 'early');
  for (let i = 0; i < 50; i++)
    expect(split('<think>\nsecret\n</think>\nopen', random).early).not.toContain('secret');
});

it('ends before the first stop text, in whatever pieces it comes', () => {
  const random = Random.derive(3, 'stops');
  for (let i = 0; i < 50; i++) {
    const stops = new StopTexts(['END', 'ENOUGH']);
    const told = pieces('one EN two ENOUGH three END', random).map((piece) => stops.push(piece));
    expect(told.join('') + stops.end()).toBe('one EN two ');
    expect(stops.isOver).toBe(true);
  }
  const open = new StopTexts(['END']);
  expect(open.push('the EN') + open.push('') + open.end()).toBe('the EN');
  expect(open.isOver).toBe(false);
});
