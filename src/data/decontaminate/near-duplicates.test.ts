import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../core/question.ts';
import { Random } from '../../core/random.ts';
import { NearDuplicates } from './near-duplicates.ts';
import { wholeTokens } from './question-tokens.ts';
import { jaccard, shinglesOf } from './shingles.ts';
import { ALIKE, BANDS, bandKey, similarity, SKETCH_WORDS, sketchOf } from './sketch.ts';
import { choice, makeQuestion, textBlocks } from './test-question.ts';

const story =
  'A retired teacher holds a portfolio of municipal bonds and asks whether selling half of them to buy shares of a ' +
  'regional bank would raise her expected income without putting the down payment of her daughter at risk, given that ' +
  'she needs the money within three years and cannot bear a large loss.';
const 故事 =
  '某投资者持有一只债券型基金，他担心市场利率上升会造成基金净值下跌，于是打算把其中一半转换为货币市场基金，请问这一做法能否降低组合的久期风险，并说明在转换时需要考虑的费用和税收问题以及可能错过的收益';
const number = (value: number): Question['reference'] => ({
  kind: 'number',
  value,
  unit: 'plain',
  tolerance: 0,
});

/** What is found in a stream of the two. */
function second(first: Question, later: Question) {
  using duplicates = new NearDuplicates();
  expect(duplicates.seen(first)).toBeNull();
  return duplicates.seen(later);
}

describe('NearDuplicates', () => {
  it.each([
    ['the same text', story, story],
    [
      'other case, spaces, punctuation',
      story,
      story.toUpperCase().replaceAll(',', ' ;').replaceAll(' ', '  '),
    ],
    ['Chinese in full width, without punctuation', 故事, 故事.replace(/[，、]/g, ' ')],
  ])('finds %s with score 1', (_name, first, later) => {
    expect(second(makeQuestion('a', first), makeQuestion('b', later))).toEqual({
      of: 'mine/a',
      score: 1,
      conflict: false,
    });
  });

  it.each([
    ['en', story, `${story} Explain.`],
    ['zh', 故事, `请回答：${故事}`],
  ])('finds a text with little added (%s)', (_language, first, later) => {
    const found = second(makeQuestion('a', first), makeQuestion('b', later));
    expect(found?.of).toBe('mine/a');
    expect(found?.score).toBeGreaterThanOrEqual(0.9);
  });

  it('finds options in another order', () => {
    const options = ['久期下降', '久期上升', '久期不变', '无法判断'];
    const first = makeQuestion('a', 故事, { reference: choice(...options) });
    const later = makeQuestion('b', 故事, { reference: choice(...options.toReversed()) });
    expect(second(first, later)).toEqual({ of: 'mine/a', score: 1, conflict: true });
  });

  it.each([
    ['another number in the question', `${story} She is 61.`, `${story} She is 62.`],
    ['half of the text', story, story.slice(0, story.length / 2)],
    ['another text', story, 故事],
  ])('lets pass %s', (_name, first, later) => {
    expect(second(makeQuestion('a', first), makeQuestion('b', later))).toBeNull();
  });

  it('lets pass texts in which some words are others', () => {
    const words = story.split(' ');
    for (let start = 0; start < 10; start++) {
      const changed = words.map((word, i) => (i % 20 === start ? 'perhaps' : word)).join(' ');
      expect(second(makeQuestion('a', story), makeQuestion('b', changed))).toBeNull();
    }
  });

  it('lets pass another question on the same material, and the same question on another', () => {
    const page = textBlocks(story, 'Revenue was 120 in 2019 and 140 in 2020.');
    const growth = makeQuestion('a', 'What is the growth of revenue from 2019 to 2020?', { texts: page });
    const average = makeQuestion('b', 'What is the average revenue of both years?', { texts: page });
    const year = (y: string): Question => makeQuestion(y, `What was revenue in ${y}?`, { texts: page });
    const other = { ...growth, id: 'c', texts: textBlocks(故事, 'Revenue was 120 in 2019 and 140 in 2020.') };
    using duplicates = new NearDuplicates();
    for (const question of [growth, average, year('2019'), year('2020'), other]) {
      expect(duplicates.seen(question)).toBeNull();
    }
    expect(duplicates.seen({ ...growth, id: 'd' })?.of).toBe('mine/a');
  });

  it('tells the turns of a dialogue apart', () => {
    const texts = textBlocks(story);
    const history = [{ question: 'what was revenue in the first year?', answer: '120' }];
    using duplicates = new NearDuplicates();
    expect(duplicates.seen(makeQuestion('a', 'and in the year after?', { texts, history }))).toBeNull();
    const longer = [...history, { question: 'and in the year after?', answer: '140' }];
    expect(
      duplicates.seen(makeQuestion('b', 'and in the year after?', { texts, history: longer })),
    ).toBeNull();
  });

  it('tells when the golds of a duplicate differ', () => {
    const first = makeQuestion('a', story, { reference: number(1) });
    expect(second(first, { ...first, id: 'b' })?.conflict).toBe(false);
    expect(second(first, { ...first, id: 'b', reference: number(2) })?.conflict).toBe(true);
  });

  it('takes questions without a word as different', () => {
    expect(second(makeQuestion('a', '???'), makeQuestion('b', '!'))).toBeNull();
  });

  it('finds each of many repeats, the same every time', () => {
    const random = Random.derive(4, 'duplicates');
    const word = (): string => `w${random.int(0, 3000).toString(36)}`;
    const texts = Array.from({ length: 3000 }, () => Array.from({ length: 20 }, word).join(' '));
    const run = (): (string | undefined)[] => {
      using duplicates = new NearDuplicates();
      const stream = [...texts, ...texts.map((text) => text.toUpperCase())];
      return stream.map((text, i) => duplicates.seen(makeQuestion(`q${i}`, text))?.of);
    };
    const found = run();
    expect(found).toEqual([...texts.map(() => undefined), ...texts.map((_, i) => `mine/q${i}`)]);
    expect(run()).toEqual(found);
  });

  it('remembers across chunks of its file and growths of its table, in 55 bytes a question', () => {
    using duplicates = new NearDuplicates();
    const count = 20_000;
    const ask = (i: number): string => `${i * 7} ${i * 11} and ${i * 13}`;
    const before = duplicates.bytes;
    for (let i = 0; i < count; i++) expect(duplicates.seen(makeQuestion(`q${i}`, ask(i)))).toBeNull();
    expect((duplicates.bytes - before) / count).toBeLessThan(55);
    for (let i = 0; i < count; i += 97)
      expect(duplicates.seen(makeQuestion('again', ask(i)))?.of).toBe(`mine/q${i}`);
  });

  it('leaves nothing in its folder, and says when it cannot use it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'repeats-'));
    const duplicates = new NearDuplicates(folder);
    expect(duplicates.seen(makeQuestion('a', story))).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
    duplicates.close();
    duplicates.close();
    expect(() => duplicates.seen(makeQuestion('a', story))).toThrow(/is closed/);
    rmSync(folder, { recursive: true });
    expect(() => new NearDuplicates(folder)).toThrow(expect.objectContaining({ code: 'unwritable' }));
  });
});

describe('sketches', () => {
  it('estimate the Jaccard similarity', () => {
    const random = Random.derive(5, 'sketches');
    const words = Array.from({ length: 300 }, () => `w${random.int(0, 1e6).toString(36)}x`);
    for (const changed of [0, 3, 10, 40, 150]) {
      const other = words.map((word, i) => (i % 300 < changed * 2 && i % 2 === 0 ? `${word}y` : word));
      const [a, b] = [words, other].map((list) => wholeTokens(makeQuestion('q', list.join(' '))));
      if (a === undefined || b === undefined) throw new Error('two texts');
      const exact = jaccard(shinglesOf(a.ask), shinglesOf(b.ask));
      const estimate = similarity(sketchOf(a) as Uint32Array, 0, sketchOf(b) as Uint32Array, 0);
      expect(Math.abs(estimate - exact)).toBeLessThan(0.2);
      if (changed === 0) expect(estimate).toBe(1);
    }
  });

  it('have a band in common whenever they are alike, however their minima differ', () => {
    const half = (SKETCH_WORDS - 1) / 2;
    const sketch = Uint32Array.from({ length: SKETCH_WORDS }, (_, i) => i * 0x01010101);
    const random = Random.derive(6, 'bands');
    /** Four words of each half, one minimum in each: as spread out as four can be. */
    const changed = (fromAsk: number, fromMaterial: number): Uint32Array => {
      const other = sketch.slice();
      for (let i = 0; i < 4; i++) {
        for (const word of [(fromAsk + i) % half, half + ((fromMaterial + i) % half)])
          other[word] = ((other[word] as number) ^ (0x55 << (8 * random.int(0, 3)))) >>> 0;
      }
      return other;
    };
    for (let ask = 0; ask < half; ask++) {
      for (let material = 0; material < half; material++) {
        const other = changed(ask, material);
        expect(similarity(sketch, 0, other, 0)).toBeGreaterThanOrEqual(ALIKE);
        const bands = Array.from({ length: BANDS }, (_, band) => band);
        expect(bands.some((band) => bandKey(sketch, 0, band) === bandKey(other, 0, band))).toBe(true);
        for (const from of [0, half]) {
          const fifth = other.slice();
          const word = from + (((from === 0 ? ask : material) + 4) % half);
          fifth[word] = ((fifth[word] as number) ^ 0x55) >>> 0;
          expect(similarity(sketch, 0, fifth, 0)).toBeLessThan(ALIKE);
        }
      }
    }
  });
});
