import { describe, expect, it } from 'vitest';
import { FinR1Error } from '../../core/errors.ts';
import { questionSchema, splits, type Question } from '../../core/question.ts';
import { renderMessages } from '../prompt.ts';
import { companies } from './companies.ts';
import { finsimBenchmarks } from './families.ts';
import { finsimQuestions, goldTrace, solve } from './questions.ts';

const count = 240;
const prompt = (question: Question): string => renderMessages(question)[0]?.content ?? '';
const draw = (benchmark: string, split: Question['split'], difficulty: 1 | 2 | 3 = 1): Question[] =>
  finsimQuestions({ benchmark, split, count, seed: 7, difficulty });

/** FinQA's language as far as FinSim uses it. */
function execute(program: string): number {
  const results: number[] = [];
  for (const [, op, left = '', right = ''] of program.matchAll(/(\w+)\(([^,]+), ([^)]+)\)/g)) {
    const value = (text: string): number =>
      text.startsWith('#') ? (results[Number(text.slice(1))] ?? NaN) : Number(text);
    const [a, b] = [value(left), value(right)];
    results.push(op === 'add' ? a + b : op === 'subtract' ? a - b : op === 'divide' ? a / b : NaN);
  }
  return results.at(-1) ?? NaN;
}

describe.each(finsimBenchmarks)('%s', (benchmark) => {
  it('is the same for the same seed and another for another', () => {
    const options = { benchmark, split: 'train', count: 40 } as const;
    expect(finsimQuestions({ ...options, seed: 1 })).toEqual(finsimQuestions({ ...options, seed: 1 }));
    const ids = new Set(finsimQuestions({ ...options, seed: 1 }).map((question) => question.id));
    const shared = finsimQuestions({ ...options, seed: 2 }).filter((question) => ids.has(question.id));
    expect(shared.length).toBeLessThan(20);
  });

  it('gives a prefix of the same list when fewer are asked for', () => {
    const options = { benchmark, split: 'test', seed: 3 } as const;
    expect(finsimQuestions({ ...options, count: 30 })).toEqual(
      finsimQuestions({ ...options, count: 60 }).slice(0, 30),
    );
  });

  it('makes valid questions with different ids and prompts, none shared between splits', () => {
    const questions = splits.flatMap((split) => draw(benchmark, split));
    for (const question of questions) expect(questionSchema.parse(question)).toEqual(question);
    expect(new Set(questions.map((question) => question.id)).size).toBe(questions.length);
    expect(new Set(questions.map(prompt)).size).toBe(questions.length);
  });

  it('shares no cluster between splits', () => {
    const owner = new Map<string, string>();
    for (const question of splits.flatMap((split) => draw(benchmark, split))) {
      expect(owner.get(question.cluster) ?? question.split).toBe(question.split);
      owner.set(question.cluster, question.split);
    }
  });

  it.each([1, 2, 3] as const)('is solved from its prompt at level %i', (difficulty) => {
    for (const question of draw(benchmark, 'dev', difficulty)) {
      const { reference } = question;
      const { answer, steps } = solve(question);
      expect(steps.length).toBeGreaterThanOrEqual(3);
      if (reference?.kind === 'number') expect(answer).toBe(reference.text);
      else if (reference?.kind === 'choice') expect(answer).toBe(reference.letters[0]);
      else if (reference?.kind === 'label') expect(answer).toBe(reference.label);
      else if (reference?.kind === 'boolean') expect(answer).toBe(reference.value ? 'yes' : 'no');
      else expect(answer).toBe(reference?.text);
    }
  });

  it('stays within the context of a nano model', () => {
    // Words, digits and signs, each with the space before it: what a byte-level BPE starts from.
    const length = (text: string): number =>
      text.match(/<\/?\w+>|.?\p{L}+|\p{N}|\s+| ?[^\s\p{L}\p{N}]+/gu)?.length ?? 0;
    for (const question of draw(benchmark, 'test')) {
      expect(length(prompt(question))).toBeLessThanOrEqual(70);
      expect(length(goldTrace(question))).toBeLessThanOrEqual(72);
    }
  });
});

describe.each(['finsim-finqa', 'finsim-convfinqa'])('%s', (benchmark) => {
  it.each([1, 2, 3] as const)('has gold programs that execute to the reference at level %i', (difficulty) => {
    for (const { reference, program } of draw(benchmark, 'train', difficulty)) {
      expect(execute(program ?? '')).toBeCloseTo(reference?.kind === 'number' ? reference.value : NaN, 10);
    }
  });
});

const firstDigits = ({ tables }: Question): string[] =>
  tables.flatMap(({ rows }) => rows.slice(1).flatMap((row) => row.slice(1).map((cell) => cell[0] ?? '')));

describe.each(['finsim-finqa', 'finsim-convfinqa', 'finsim-instruct'])('tables of %s', (benchmark) => {
  it.each([
    [1, false],
    [2, true],
  ] as const)('have cells that begin alike at level %i: %s', (difficulty, expected) => {
    const digits = draw(benchmark, 'train', difficulty).map(firstDigits);
    expect(digits.some((list) => new Set(list).size < list.length)).toBe(expected);
  });
});

const share = (questions: readonly Question[], test: (question: Question) => boolean): number =>
  questions.filter(test).length / questions.length;

describe('balance', () => {
  it('gives half of the compliance checks, and of each kind, yes', () => {
    const questions = draw('finsim-compliance', 'test');
    for (const kind of ['limit', 'wording', 'risk', 'disclosure']) {
      const ofKind = questions.filter((question) => question.category === kind);
      expect(share(ofKind, ({ reference }) => reference?.kind === 'boolean' && reference.value)).toBe(0.5);
    }
  });

  it('gives no label of a headline more than 2 in 5', () => {
    const questions = draw('finsim-tfns', 'test');
    for (const label of ['bullish', 'bearish', 'neutral']) {
      const part = share(
        questions,
        ({ reference }) => reference?.kind === 'label' && reference.label === label,
      );
      expect(part).toBeGreaterThanOrEqual(0.25);
      expect(part).toBeLessThanOrEqual(0.4);
    }
  });

  it('spreads the letters of knowledge questions', () => {
    const questions = draw('finsim-ant', 'test');
    for (const letter of ['A', 'B', 'C', 'D']) {
      const part = share(
        questions,
        ({ reference }) => reference?.kind === 'choice' && reference.letters[0] === letter,
      );
      expect(part).toBeGreaterThan(0.15);
    }
  });

  it('turns every kind up in turn', () => {
    const kinds = draw('finsim-finqa', 'train')
      .slice(0, 5)
      .map((question) => question.category);
    expect(kinds).toEqual(['change', 'sum', 'difference', 'growth', 'share']);
  });
});

describe('difficulty', () => {
  const cells = (question: Question): string[] =>
    question.tables[0]?.rows.slice(1).flatMap((row) => row.slice(1)) ?? [];

  it('sets rows, columns, digits and whether values may be negative', () => {
    const easy = draw('finsim-finqa', 'train', 1);
    const hard = draw('finsim-finqa', 'train', 3);
    expect(new Set(easy.map((question) => cells(question).length))).toEqual(new Set([6]));
    expect(new Set(hard.map((question) => cells(question).length))).toEqual(new Set([15]));
    expect(easy.every((question) => cells(question).every((cell) => cell.length === 2))).toBe(true);
    expect(hard.every((question) => cells(question).every((cell) => cell.length === 3))).toBe(true);
    const negative = ({ reference }: Question): boolean =>
      reference?.kind === 'number' && reference.value < 0;
    expect(easy.some(negative)).toBe(false);
    expect(hard.some(negative)).toBe(true);
  });

  it('has sums and differences without carrying and borrowing at level 1, and with them above', () => {
    const columns = (a: string, b: string): [number, number][] =>
      [...a].reverse().map((digit, i) => [Number(digit), Number([...b].reverse()[i] ?? 0)]);
    const hard = (question: Question): boolean =>
      solve(question).steps.some((step) => {
        const [, a = '', sign = '', b = ''] = /^(\d+)([-+])(\d+)=/.exec(step) ?? [];
        return columns(a, b).some(([x, y]) => (sign === '+' ? x + y > 9 : sign === '-' && x < y));
      });
    for (const benchmark of ['finsim-finqa', 'finsim-convfinqa']) {
      expect(share(draw(benchmark, 'train', 1), hard)).toBe(0);
      expect(share(draw(benchmark, 'train', 2), hard)).toBeGreaterThan(0.2);
    }
  });

  it('never prints the same number in two cells, so that a copied number betrays its cell', () => {
    for (const question of draw('finsim-finqa', 'train')) {
      expect(new Set(cells(question)).size).toBe(cells(question).length);
    }
  });
});

describe('bad input', () => {
  const good = { benchmark: 'finsim-tfns', split: 'test', count: 1, seed: 0 } as const;
  it.each([
    ['an unknown benchmark', { ...good, benchmark: 'finsim-tnfs' }, /finsim-tnfs/],
    ['a count that is no whole number', { ...good, count: 1.5 }, /1\.5/],
    [
      'rows out of range',
      {
        ...good,
        difficulty: { rows: 9, columns: 2, digits: 2, falls: true, carries: true, sharedDigits: true },
      },
      /9/,
    ],
    [
      'more cells than first digits',
      {
        ...good,
        difficulty: { rows: 3, columns: 3, digits: 2, falls: true, carries: true, sharedDigits: false },
      },
      /3 rows of 3 cells/,
    ],
    ['more questions than there are', { ...good, benchmark: 'finsim-compliance', count: 5000 }, /ran out/],
  ] as const)('names %s', (_name, options, message) => {
    expect(() => finsimQuestions(options)).toThrow(FinR1Error);
    expect(() => finsimQuestions(options)).toThrow(message);
  });
});

it('deals 256 companies to the splits, each to one', () => {
  const all = splits.flatMap((split) => companies[split]);
  expect(splits.map((split) => companies[split].length)).toEqual([160, 32, 64]);
  expect(new Set(all).size).toBe(256);
});
