/**
 * Pretraining text about tables and numbers. Dense supervision: after a table, its cells again and again, so that every
 * restated number is a look-up; trained on questions alone, a nano model copies *a* number, not *the* number.
 */

import type { Table } from '../../core/question.ts';
import type { Random } from '../../core/random.ts';
import { renderMessages } from '../prompt.ts';
import { exactArithmetic, niceRatios } from './arithmetic.ts';
import { companies } from './companies.ts';
import { cellName, companyTable, drawRows, periods, rowNames, type TableRow } from './company-table.ts';
import { comparison } from './compliance.ts';
import type { Difficulty } from './difficulty.ts';
import { kindOf } from './families.ts';
import type { Solvable } from './family.ts';
import { finqa, rowsWithGrowth } from './finqa.ts';
import { movement } from './instruct.ts';
import { given, learnt, type Piece } from './pieces.ts';

/** A question about `table`, to be rendered and solved; an empty one renders as the table alone. */
function about(table: Table, question = ''): Solvable {
  return { texts: [], tables: [table], history: [], question, reference: null };
}

function tableText(table: Table): Piece {
  return given(`${(renderMessages(about(table))[0]?.content ?? '').trimEnd()}\n`);
}

function drawTable(random: Random, difficulty: Difficulty, rows: readonly TableRow[]): Table {
  return companyTable(random, difficulty, random.pick(companies.train), rows);
}

interface Fact {
  /** What asks for the value, as it stands before it. */
  asks: string;
  value: number;
}

/**
 * Facts drawn with replacement and restated. Without replacement the last ones could be told by exclusion, which is
 * learnt in place of the look-up.
 */
function restated(random: Random, facts: readonly Fact[], count: number): Piece[] {
  return Array.from({ length: count }, () => random.pick(facts)).flatMap(({ asks, value }) => [
    given(asks),
    learnt(String(value)),
    given('\n'),
  ]);
}

/** A table, of which the smallest has two rows, then its cells as statements or as turns of a conversation. */
export function lookupDocument(random: Random, difficulty: Difficulty): Piece[] {
  const rows = drawRows(random, { ...difficulty, rows: random.int(2, difficulty.rows) });
  const asTurns = random.chance(0.2);
  const facts = rows.flatMap((row) =>
    periods.map((period) => ({
      asks: asTurns ? `Q: ${row.name} ${period}? A: ` : cellName(row.name, period),
      value: row[period],
    })),
  );
  return [tableText(drawTable(random, difficulty, rows)), ...restated(random, facts, asTurns ? 4 : 6)];
}

/** Named values, then some again: a look-up by one word. */
function namedValues(
  random: Random,
  { digits }: Difficulty,
  shape: { names: readonly string[]; count: number; again: number },
): Piece[] {
  const facts = random
    .sample(shape.names, shape.count)
    .map((name) => ({ asks: `${name}=`, value: random.int(10 ** (digits - 1), 10 ** digits - 1) }));
  const list = facts.map(({ asks, value }) => `${asks}${value}\n`).join('');
  return [given(list), ...restated(random, facts, shape.again)];
}

/** Two values, one again, few names: many short documents make the first look-up appear soonest (LOG.md). */
export function pairDocument(random: Random, difficulty: Difficulty): Piece[] {
  return namedValues(random, difficulty, { names: rowNames.slice(0, 5), count: 2, again: 1 });
}

/** Two to four values by any name. */
export function listDocument(random: Random, difficulty: Difficulty): Piece[] {
  return namedValues(random, difficulty, { names: rowNames, count: random.int(2, 4), again: 3 });
}

/** The table, then short questions about it with the reasoning that answers them. */
export function derivedDocument(random: Random, difficulty: Difficulty): Piece[] {
  const grown = random.chance(0.3);
  const context = { random, split: 'train', company: '', difficulty, favourable: true } as const;
  const rows = grown ? rowsWithGrowth(context).rows : drawRows(random, difficulty, ['rise']);
  const table = drawTable(random, difficulty, rows);
  const solved = (kind: string, question: string): Piece[] => {
    const { steps } = kindOf(finqa, kind).solve(about(table, question), exactArithmetic);
    return [given(`${question}\n`), learnt(`${steps.join('\n')}\n`)];
  };
  const period = random.pick(periods);
  const [a, b] = random.sample(rows, 2) as [TableRow, TableRow];
  const [larger, smaller] = a[period] > b[period] ? [a, b] : [b, a];
  const changing = random.pick(difficulty.falls ? rows : rows.filter((row) => row.current > row.prior));
  const parts = [
    grown
      ? solved('growth', `growth of ${(rows[0] as TableRow).name} in percent?`)
      : solved('change', `change in ${changing.name}?`),
    random.chance(0.5)
      ? solved('sum', `${period} ${a.name} plus ${b.name}?`)
      : solved('difference', `${period} ${larger.name} minus ${smaller.name}?`),
    rows.flatMap(({ name }) => [
      given(name),
      learnt(`${movement(about(table), name).text.slice(name.length)}\n`),
    ]),
  ];
  return [tableText(table), ...random.sample(parts, 2).flat()];
}

const planned = ['change', 'sum', 'difference', 'growth'] as const;

/** Two questions without their table: which cells to look up, in which order, and what to do with the numbers found. */
export function planDocument(random: Random, difficulty: Difficulty): Piece[] {
  return Array.from({ length: 2 }, () => {
    const context = { random, split: 'train', company: '', difficulty, favourable: true } as const;
    const kind = kindOf(finqa, random.pick(planned));
    const question = { texts: [], tables: [], history: [], ...kind.draft(context) };
    const steps = kind.solve(question, exactArithmetic).steps.flatMap((step) => {
      const [, name, value] = /^(\w+ \w+=)(\d+)$/.exec(step) ?? [];
      if (name === undefined || value === undefined) return [learnt(`${step}\n`)];
      return [learnt(name), given(`${value}\n`)];
    });
    return [given(`${question.question}\n`), ...steps];
  }).flat();
}

/** `63 - 48 = ` given, `15` learnt. */
function resultLearnt(claim: string): Piece[] {
  const result = claim.lastIndexOf(' ') + 1;
  return [given(claim.slice(0, result)), learnt(claim.slice(result)), given('\n')];
}

function arithmeticLine(random: Random, difficulty: Difficulty): Piece[] {
  const [low, high] = [10 ** (difficulty.digits - 1), 10 ** difficulty.digits - 1];
  const [a, b] = [random.int(low, high), random.int(low, high)];
  const [larger, smaller] = a > b ? [a, b] : [b, a];
  const kind = random.float();
  if (kind < 0.25) return resultLearnt(exactArithmetic.add(a, b).text);
  if (kind < 0.65) {
    const [first, second] = difficulty.falls ? [a, b] : [larger, smaller];
    return resultLearnt(exactArithmetic.subtract(first, second).text);
  }
  if (kind < 0.85) {
    const scale = 10 ** (difficulty.digits - 2);
    const ratio = random.pick(niceRatios);
    return resultLearnt(exactArithmetic.percent(ratio.part * scale, ratio.base * scale).text);
  }
  const other = a === b ? b + 1 : b;
  return [given(`${a}, ${other}: `), learnt(`${comparison(a, other)}\n`)];
}

/** Lines of arithmetic without any table. */
export function arithmeticDocument(random: Random, difficulty: Difficulty): Piece[] {
  return Array.from({ length: 8 }, () => arithmeticLine(random, difficulty)).flat();
}
