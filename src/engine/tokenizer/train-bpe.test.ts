import { describe, expect, it } from 'vitest';
import { addedTokens } from './added-tokens.ts';
import { trainBpe } from './train-bpe.ts';

const base = 256 + addedTokens.length;

describe('trainBpe', () => {
  it('merges the most frequent pair first, ties by the smaller left id (worked by hand)', () => {
    // Words: low ×1, Ġlow ×2, Ġlower ×1, Ġlowest ×1. l-o and o-w both 5 times; then lo-w 5, Ġ-low 4, Ġlow-e 2.
    const { vocab, merges } = trainBpe(['low low low lower lowest'], { vocabSize: base + 50 });
    expect(merges).toEqual([
      ['l', 'o'],
      ['lo', 'w'],
      ['Ġ', 'low'],
      ['Ġlow', 'e'],
    ]);
    expect([...vocab].slice(256)).toEqual([
      ['lo', 256],
      ['low', 257],
      ['Ġlow', 258],
      ['Ġlowe', 259],
    ]);
  });

  it('counts overlapping runs as they are merged', () => {
    // aaaa ×2: a-a 6 times; merged from the left it gives aa-aa twice.
    expect(trainBpe(['aaaa', 'aaaa'], { vocabSize: base + 9 }).merges).toEqual([
      ['a', 'a'],
      ['aa', 'aa'],
    ]);
  });

  it('begins with the 256 bytes in the order of their symbols, as GPT-2 and Qwen2 do', () => {
    const { vocab } = trainBpe([], { vocabSize: base });
    expect(vocab.size).toBe(256);
    expect([
      vocab.get('!'),
      vocab.get('~'),
      vocab.get('¡'),
      vocab.get('ÿ'),
      vocab.get('Ā'),
      vocab.get('Ġ'),
    ]).toEqual([0, 93, 94, 187, 188, 220]);
  });

  it('never merges across digits, nor learns from added tokens', () => {
    const texts = Array.from({ length: 20 }, () => '<think>2024 2024</think><|im_start|>2024');
    expect(trainBpe(texts, { vocabSize: base + 50 }).merges).toEqual([]);
  });

  it('stops at the vocabulary size', () => {
    const { vocab, merges } = trainBpe(['revenue revenue profit profit'], { vocabSize: base + 3 });
    expect([vocab.size, merges.length]).toEqual([259, 3]);
  });

  it('refuses a vocabulary that cannot hold bytes and added tokens', () => {
    expect(() => trainBpe(['a'], { vocabSize: base - 1 })).toThrow(/at least 263 tokens.*got 262/);
  });
});
