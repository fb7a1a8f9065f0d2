import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../core/outcome.ts';
import type { Reference } from '../../core/question.ts';
import { isClose } from './fin-o1.ts';
import { findProtocol, protocols } from './index.ts';

const rate: Reference = { kind: 'number', value: 0.14464, unit: 'decimal', tolerance: 0 };
const loss: Reference = { kind: 'number', value: -94, unit: 'decimal', tolerance: 0 };
const two: Reference = { kind: 'number', value: 1.98, unit: 'decimal', tolerance: 0 };
const set: Reference = { kind: 'choice', letters: ['A', 'C'], options: { A: 'x', B: 'y', C: 'z', D: 'w' } };

const tagged = (answer: string): string => `<think>\nso it is.\n</think>\n<answer>\n${answer}\n</answer>`;

/** The verdict of each protocol, in their order. */
function verdicts(text: string, reference: Reference, finishReason: 'stop' | 'length' = 'stop'): Verdict[] {
  return protocols.map((protocol) => protocol.read({ text, finishReason }, reference).outcome.verdict);
}

const [yes, no, none] = ['correct', 'wrong', 'unparseable'] as const;

describe('one output under four protocols: own, fin-r1, dianjin, fin-o1', () => {
  it.each<[string, string, Reference, Verdict[]]>([
    ['percent as the data set counts it', tagged('14.46%'), rate, [yes, yes, yes, yes]],
    ['percent without its sign', tagged('14.46'), rate, [no, yes, yes, yes]],
    ['rounded to a whole percent', tagged('14%'), rate, [yes, yes, yes, no]],
    ['a lost sign', tagged('94'), loss, [no, no, no, yes]],
    ['a thousand times too much', tagged('1,980'), two, [no, no, no, yes]],
    ['rounded to one digit', tagged('2'), two, [yes, yes, yes, no]],
    ['a digit that says nothing', tagged('0'), rate, [no, no, no, no]],
    ['boxed, without the tags', 'The rate is \\boxed{14.46\\%}.', rate, [yes, yes, yes, yes]],
    ['neither tags nor box', 'The rate is 14.46%.', rate, [none, yes, yes, none]],
    ['only thought', '<think>\nit is \\boxed{14.46\\%}', rate, [none, none, none, none]],
    ['letters in a box', tagged('\\boxed{A, C}'), set, [yes, yes, yes, yes]],
    ['letters without a box', tagged('AC'), set, [yes, yes, none, yes]],
    ['boxed while thinking', '<think>\\boxed{AC}</think>\n<answer>B</answer>', set, [no, no, yes, no]],
    ['every capital letter of a box', tagged('\\boxed{A and C, not D}'), set, [none, none, no, none]],
  ])('%s', (_, text, reference, expected) => {
    expect(verdicts(text, reference)).toEqual(expected);
  });

  it('calls an answer that was cut off truncated, not wrong', () => {
    expect(verdicts('<think>\nfirst', rate, 'length')).toEqual(Array(4).fill('truncated'));
  });

  it('leaves to a judge what each of them leaves to one', () => {
    const open = (id: string, text: string, reference: Reference): boolean => {
      const protocol = findProtocol(id);
      return protocol.isOpen(protocol.read({ text, finishReason: 'stop' }, reference), reference);
    };
    const prose: Reference = { kind: 'text', text: 'because of rates', accepted: [] };
    expect(protocols.map(({ id }) => open(id, tagged('15%'), rate))).toEqual([false, true, true, false]);
    expect(protocols.map(({ id }) => open(id, tagged('\\boxed{rates}'), prose))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(protocols.map(({ id }) => open(id, tagged('B'), set))).toEqual([false, false, false, false]);
  });

  it('names the nearest of an unknown one', () => {
    expect(() => findProtocol('fin-r2')).toThrow('did you mean fin-r1?');
  });
});

describe('the comparison of DocMath-Eval', () => {
  it.each([
    [14.46, 0.1446, true],
    [1000, 1, true],
    [-5, 5, true],
    [0.0001, 0.0002, true],
    [1.001, 1, true],
    [1.003, 1, false],
    [0, 5, false],
    [0, 0, true],
  ])('%d and %d', (stated, gold, expected) => {
    expect(isClose(stated, gold)).toBe(expected);
  });
});
