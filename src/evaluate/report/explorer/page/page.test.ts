/** The page's functions as the page gets them: made again from their text. Those that need a browser are compiled only. */

import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { explorerScript } from '../explorer-script.ts';
import { packAnswers } from '../pack-answers.ts';
import type { AnswerData } from '../page-data.ts';
import { answerTo, asInPage, packedText } from '../test-answers.ts';
import { decodeBlock } from './decode-block.ts';
import { filterAnswers } from './filter-answers.ts';
import { answerSearch } from './search-answers.ts';
import { segmentText } from './segment-text.ts';
import { sortAnswers } from './sort-answers.ts';

const filter = asInPage(filterAnswers);
const sort = asInPage(sortAnswers);
const segment = asInPage(segmentText);
const search = asInPage(answerSearch);
const decode = asInPage(decodeBlock);

const answers = [
  answerTo(10, { verdict: 'wrong', text: 'The Answer is 777 - 40 = 700' }),
  answerTo(9, { language: 'zh', text: '营业收入增长' }),
  answerTo(2, { verdict: 'truncated', completionTokens: 900 }),
  answerTo(1, { language: 'zh', verdict: 'wrong' }),
];
const { index, blocks } = packAnswers(answers, [], () => undefined);
const all = (): Uint8Array => new Uint8Array(answers.length).fill(1);

/** The choice of one value each of some facets. */
function choice(wanted: Readonly<Record<string, string>>): number[] {
  return index.facets.map(({ key, values }) => values.indexOf(wanted[key] ?? 'nothing'));
}
function countsOf(counts: readonly number[][], key: string): Record<string, number | undefined> {
  const at = index.facets.findIndex((facet) => facet.key === key);
  return Object.fromEntries((index.facets[at]?.values ?? []).map((value, i) => [value, counts[at]?.[i]]));
}

describe('the script of the explorer', () => {
  it('is one text that compiles and leans on no module', () => {
    expect(() => new Script(explorerScript)).not.toThrow();
    expect(explorerScript).not.toMatch(/__vite|\bimport\b|\brequire\(/);
    expect(explorerScript).not.toMatch(/<\/script|<!--/);
    expect(explorerScript.length).toBeLessThan(32_000);
  });
});

describe('filterAnswers', () => {
  it('lets everything pass without a choice, and counts', () => {
    const { passing, counts } = filter(index.facets, choice({}), all());
    expect(passing).toEqual([0, 1, 2, 3]);
    expect(countsOf(counts, 'outcome')).toEqual({ wrong: 2, correct: 1, truncated: 1 });
  });

  it('joins choices, and counts of each filter what its other choices would give', () => {
    const { passing, counts } = filter(index.facets, choice({ outcome: 'wrong', language: 'zh' }), all());
    expect(passing).toEqual([3]);
    expect(countsOf(counts, 'outcome')).toEqual({ wrong: 1, correct: 1, truncated: 0 });
    expect(countsOf(counts, 'language')).toEqual({ en: 1, zh: 1 });
  });

  it('finds an answer by any of several values, and leaves out what the search has not found', () => {
    const wrong = choice({ reasoning: 'wrong claim' });
    expect(filter(index.facets, wrong, all()).passing).toEqual([0]);
    expect(filter(index.facets, wrong, Uint8Array.of(0, 1, 1, 1)).passing).toEqual([]);
  });
});

describe('sortAnswers', () => {
  it.each([
    ['file', [0, 1, 2, 3]],
    ['longest', [2, 0, 1, 3]],
    ['shortest', [3, 1, 0, 2]],
    ['id', [3, 2, 1, 0]],
    ['outcome', [1, 2, 0, 3]],
  ])('%s', (order, expected) => {
    expect(sort(index, [0, 1, 2, 3], order)).toEqual(expected);
  });
});

describe('segmentText', () => {
  const data = (changes: Partial<AnswerData>): AnswerData => ({
    text: 'so 7 - 4 = 5, then 5 + 1 = 9.',
    marks: [3, 1, 0, 0, 3, 1, 3, -1],
    origins: ['the question'],
    wrong: [],
    facts: [],
    ...changes,
  });

  it('gives each number its code and origin', () => {
    const marked = segment(data({})).filter(({ mark }) => mark !== null);
    expect(marked).toEqual([
      { text: '7', mark: { code: 0, origin: 'the question' }, claim: -1 },
      { text: '4', mark: { code: 3, origin: null }, claim: -1 },
    ]);
  });

  it.each<[string, AnswerData['wrong']]>([
    ['no claim', []],
    ['a claim around marks', [[3, 12, '3']]],
    [
      'a claim that ends inside a mark',
      [
        [0, 3, '3'],
        [7, 8, '1'],
      ],
    ],
    [
      'claims that overlap',
      [
        [3, 12, '3'],
        [7, 12, '3'],
        [19, 28, '6'],
      ],
    ],
  ])('loses no text with %s', (_, wrong) => {
    const segments = segment(data({ wrong }));
    expect(segments.map(({ text }) => text).join('')).toBe(data({}).text);
  });

  it('underlines the first of claims that overlap', () => {
    const segments = segment(
      data({
        wrong: [
          [3, 12, '3'],
          [7, 12, '3'],
          [19, 28, '6'],
        ],
      }),
    );
    const textOf = (claim: number): string =>
      segments.flatMap((part) => (part.claim === claim ? [part.text] : [])).join('');
    expect([textOf(0), textOf(1), textOf(2)]).toEqual(['7 - 4 = 5', '', '5 + 1 = 9']);
  });
});

describe('answerSearch', () => {
  const open = () =>
    search(index, (id) => {
      expect(id).toBe('answers-0');
      return decode(packedText(blocks[1] ?? ''));
    });

  it.each([
    ['', [1, 1, 1, 1]],
    ['answer IS', [1, 0, 0, 0]],
    ['营业', [0, 1, 0, 0]],
    ['table-2', [0, 0, 1, 0]],
    ['revenue', [1, 1, 1, 1]],
    ['revenue 777', [1, 0, 0, 0]],
    ['nowhere', [0, 0, 0, 0]],
  ])('%j', async (query, expected) => {
    const found = all();
    expect(await open().run(query, found, () => undefined)).toBe(true);
    expect([...found]).toEqual(expected);
  });

  it('gives way to a later query', async () => {
    const found = all();
    const own = open();
    const first = own.run('777', found, () => undefined);
    const second = own.run('营业', found, () => undefined);
    expect(await Promise.all([first, second])).toEqual([false, true]);
    expect([...found]).toEqual([0, 1, 0, 0]);
  });

  it('has everything at hand once it is prepared', async () => {
    let reads = 0;
    const own = search(index, async () => {
      reads++;
      return decode(packedText(blocks[1] ?? ''));
    });
    await own.prepare();
    await own.run('777', all(), () => undefined);
    expect(reads).toBe(1);
  });
});
