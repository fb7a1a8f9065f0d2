import { describe, expect, it } from 'vitest';
import type { Reference } from '../core/question.ts';
import { growthOf } from './test-growth.ts';
import { scoreAnswer, scoreGeneration } from './score.ts';

const reference: Reference = { kind: 'number', value: 94, unit: 'plain', tolerance: 0 };
const good = '<think>a</think><answer>94</answer>';

describe('scoreAnswer', () => {
  it.each<[string, Reference, string]>([
    ['94', reference, 'number:exact'],
    ['C', { kind: 'choice', letters: ['C'], options: {} }, 'choice:letter'],
    ['up', { kind: 'label', label: 'rise', labels: { rise: ['up'], fall: ['down'] } }, 'label:exact'],
    ['是', { kind: 'boolean', value: true }, 'boolean:word'],
    ['Basel', { kind: 'text', text: 'basel', accepted: [] }, 'text:exact'],
  ])('%s', (answer, of, rule) => {
    expect(scoreAnswer(answer, of)).toMatchObject({ verdict: 'correct', rule });
  });

  it('refuses a reference of a kind that no rule knows, instead of giving no outcome', () => {
    const of = { kind: 'date', value: '2024-12-31' } as unknown as Reference;
    const refusal = expect.objectContaining({
      name: 'InputError',
      message: expect.stringContaining('"date"'),
      hint: expect.stringContaining('number, choice, label'),
    });
    expect(() => scoreAnswer('2024-12-31', of)).toThrow(refusal);
    expect(() => scoreGeneration({ text: good, finishReason: 'stop' }, of)).toThrow(refusal);
  });
});

it('is at worst quadratic on degenerate answers of every kind', { timeout: 60_000 }, () => {
  const references: Reference[] = [
    reference,
    { kind: 'choice', letters: ['C'], options: { A: 'Bonds', C: 'Shares' } },
    { kind: 'label', label: 'rise', labels: { rise: ['up'], fall: ['down'] } },
    { kind: 'boolean', value: true },
    { kind: 'text', text: 'basel', accepted: [] },
  ];
  const parts = [
    '\n',
    '.',
    '(',
    '94 ',
    'is 94, ',
    'A ',
    'A. ',
    '$ ',
    'not ',
    'the ',
    '是',
    '是否',
    '=',
    '\\boxed{',
    '- ',
    'no violation ',
  ];
  const score = (length: number): void => {
    for (const of of references) for (const part of parts) scoreAnswer(`x${part.repeat(length)}x`, of);
  };
  expect(growthOf(score, 750)).toBeLessThan(32);
});

describe('scoreGeneration', () => {
  it('scores a complete generation, also when it ended exactly at the limit', () => {
    for (const finishReason of ['stop', 'length'] as const) {
      const scored = scoreGeneration({ text: good, finishReason }, reference);
      expect(scored).toMatchObject({ outcome: { verdict: 'correct' }, format: { valid: true } });
    }
  });

  it('tells truncated from ended without an answer', () => {
    const text = '<think>5,829 - 5,735 is 94';
    expect(scoreGeneration({ text, finishReason: 'length' }, reference).outcome.verdict).toBe('truncated');
    expect(scoreGeneration({ text, finishReason: 'stop' }, reference).outcome).toMatchObject({
      verdict: 'unparseable',
      rule: 'format',
    });
  });

  it('never reads the answer from the thinking', () => {
    const text = '<think>94 is it: <answer>94</answer>';
    expect(scoreGeneration({ text, finishReason: 'stop' }, reference).outcome.verdict).toBe('unparseable');
  });

  it('scores the answer of a generation whose format is not valid', () => {
    const scored = scoreGeneration({ text: `${good} hope this helps`, finishReason: 'stop' }, reference);
    expect(scored).toMatchObject({ outcome: { verdict: 'correct' }, format: { valid: false } });
  });

  it('passes the prompt option on', () => {
    const text = 'a</think><answer>94</answer>';
    expect(
      scoreGeneration({ text, finishReason: 'stop' }, reference, { promptOpensThink: true }).format.valid,
    ).toBe(true);
  });

  it('a question without a reference is unscorable', () => {
    expect(scoreGeneration({ text: good, finishReason: 'stop' }, null).outcome.verdict).toBe('unscorable');
    expect(scoreGeneration({ text: '', finishReason: 'length' }, null).outcome.verdict).toBe('unscorable');
  });
});
