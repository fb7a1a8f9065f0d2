/**
 * Mirror of FinQA: arithmetic on cells of one table, gold programs in FinQA's language. Unit convention as in FinQA:
 * a ratio's gold is the decimal (0.25) and its answer is written `25%`.
 */

import type { Question, Reference } from '../../core/question.ts';
import { niceRatios, type Arithmetic, type Ratio } from './arithmetic.ts';
import {
  cell,
  cellStatement,
  companyTable,
  drawRows,
  isTooLike,
  periods,
  type TableRow,
} from './company-table.ts';
import type { DraftContext, Family, Kind } from './family.ts';
import { parse } from './family.ts';
import type { Solution } from './solution.ts';

/** Gold in FinQA's convention: a number that is no percentage. */
export function numberReference(value: number): Reference {
  return { kind: 'number', value, unit: 'decimal', tolerance: 0, text: String(value) };
}

/** Gold in FinQA's convention: 25 % is 0.25, printed `25%`. */
export function percentReference(percent: number): Reference {
  return { kind: 'number', value: percent / 100, unit: 'decimal', tolerance: 0, text: `${percent}%` };
}

type Lookup = (row: string, period: string) => { value: number; text: string };

function lookup(question: Pick<Question, 'tables'>): Lookup {
  return (row, period) => {
    const value = cell(question, row, period);
    return { value, text: cellStatement(row, period, value) };
  };
}

/** Rows for a question about the change of one row, that row first. */
export function rowsWithChange({ random, difficulty }: DraftContext): [TableRow, ...TableRow[]] {
  return drawRows(random, difficulty, [difficulty.falls ? 'any' : 'rise']) as [TableRow, ...TableRow[]];
}

/** A ratio whose base and `cellOf` are cells of the wanted number of digits. */
function drawRatio({ random, difficulty }: DraftContext, cellOf: (ratio: Ratio) => number): Ratio {
  const scale = 10 ** (difficulty.digits - 2);
  const fits = (ratio: Ratio): boolean => {
    const other = cellOf(ratio);
    return other >= 10 && other < 100 && !isTooLike(ratio.base, other, difficulty);
  };
  const { part, base, percent } = random.pick(niceRatios.filter(fits));
  return { part: part * scale, base: base * scale, percent };
}

/** Rows of which the first grew by a whole percentage of the division table. */
export function rowsWithGrowth(context: DraftContext): { rows: [TableRow, ...TableRow[]]; ratio: Ratio } {
  const ratio = drawRatio(context, ({ part, base }) => part + base);
  const [prior, current] = [ratio.base, ratio.base + ratio.part];
  const drawn = drawRows(context.random, context.difficulty, ['rise'], [prior, current]);
  const [first, ...rest] = drawn as [TableRow, ...TableRow[]];
  return { rows: [{ ...first, prior, current }, ...rest], ratio };
}

/** Reads both cells of `row` and subtracts. */
export function solveChange(
  question: Pick<Question, 'tables'>,
  row: string,
  arithmetic: Arithmetic,
): Solution & { value: number } {
  const [current, prior] = [lookup(question)(row, 'current'), lookup(question)(row, 'prior')];
  const change = arithmetic.subtract(current.value, prior.value);
  return {
    steps: [current.text, prior.text, change.text],
    answer: String(change.value),
    value: change.value,
  };
}

const change: Kind = {
  draft(context) {
    const rows = rowsWithChange(context);
    const { name, prior, current } = rows[0];
    return {
      tables: [companyTable(context.random, context.difficulty, context.company, rows)],
      question: `change in ${name}?`,
      reference: numberReference(current - prior),
      program: `subtract(${current}, ${prior})`,
    };
  },
  solve(question, arithmetic) {
    const [row = ''] = parse(question.question, /^change in (\w+)\?$/);
    const { steps, answer } = solveChange(question, row, arithmetic);
    return { steps, answer };
  },
};

const growth: Kind = {
  draft(context) {
    const { rows, ratio } = rowsWithGrowth(context);
    const { name, prior, current } = rows[0];
    return {
      tables: [companyTable(context.random, context.difficulty, context.company, rows)],
      question: `growth of ${name} in percent?`,
      reference: percentReference(ratio.percent),
      program: `subtract(${current}, ${prior}), divide(#0, ${prior})`,
    };
  },
  solve(question, arithmetic) {
    const [row = ''] = parse(question.question, /^growth of (\w+) in percent\?$/);
    const { steps, value } = solveChange(question, row, arithmetic);
    const ratio = arithmetic.percent(value, cell(question, row, 'prior'));
    return { steps: [...steps, ratio.text], answer: `${ratio.value}%` };
  },
};

const share: Kind = {
  draft(context) {
    const { random, difficulty, company } = context;
    const ratio = drawRatio(context, ({ part }) => part);
    const period = random.pick(periods);
    const drawn = drawRows(random, difficulty, [], [ratio.base, ratio.part]);
    const [base, part, ...rest] = drawn as [TableRow, TableRow, ...TableRow[]];
    const rows = [{ ...base, [period]: ratio.base }, { ...part, [period]: ratio.part }, ...rest];
    return {
      tables: [companyTable(random, difficulty, company, rows)],
      question: `${period} ${part.name} in percent of ${base.name}?`,
      reference: percentReference(ratio.percent),
      program: `divide(${ratio.part}, ${ratio.base})`,
    };
  },
  solve(question, arithmetic) {
    const [period = '', part = '', base = ''] = parse(
      question.question,
      /^(\w+) (\w+) in percent of (\w+)\?$/,
    );
    const [a, b] = [lookup(question)(part, period), lookup(question)(base, period)];
    const ratio = arithmetic.percent(a.value, b.value);
    return { steps: [a.text, b.text, ratio.text], answer: `${ratio.value}%` };
  },
};

/** `current revenue plus costs?`, `current revenue minus costs?`. */
function twoRows(word: 'plus' | 'minus', operation: 'add' | 'subtract'): Kind {
  return {
    draft({ random, difficulty, company }) {
      const period = random.pick(periods);
      const rows = drawRows(random, difficulty) as [TableRow, TableRow, ...TableRow[]];
      const swap = operation === 'subtract' && !difficulty.falls && rows[0][period] < rows[1][period];
      const [a, b] = swap ? [rows[1], rows[0]] : [rows[0], rows[1]];
      return {
        tables: [companyTable(random, difficulty, company, rows)],
        question: `${period} ${a.name} ${word} ${b.name}?`,
        reference: numberReference(operation === 'add' ? a[period] + b[period] : a[period] - b[period]),
        program: `${operation}(${a[period]}, ${b[period]})`,
      };
    },
    solve(question, arithmetic) {
      const [period = '', first = '', second = ''] = parse(
        question.question,
        /^(\w+) (\w+) (?:plus|minus) (\w+)\?$/,
      );
      const [a, b] = [lookup(question)(first, period), lookup(question)(second, period)];
      const result = arithmetic[operation](a.value, b.value);
      return { steps: [a.text, b.text, result.text], answer: String(result.value) };
    },
  };
}

export const finqa: Family = {
  benchmark: 'finsim-finqa',
  kinds: { change, sum: twoRows('plus', 'add'), difference: twoRows('minus', 'subtract'), growth, share },
  easyKinds: ['sum'],
};
