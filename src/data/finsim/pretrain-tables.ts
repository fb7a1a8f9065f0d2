/**
 * Pretraining text about tables and numbers. Dense supervision: after a table, the same cells in another order, so
 * that every restated digit is a look-up; trained on questions alone, a nano model copies *a* number, not *the* number.
 */

import type { Table } from '../../core/question.ts';
import type { Random } from '../../core/random.ts';
import { renderMessages } from '../prompt.ts';
import { exactArithmetic, niceRatios } from './arithmetic.ts';
import { companies } from './companies.ts';
import { cellStatement, companyTable, drawRows, periods, rowNames, type TableRow } from './company-table.ts';
import { comparison } from './compliance.ts';
import type { Difficulty } from './difficulty.ts';
import { kindOf } from './families.ts';
import type { Solvable } from './family.ts';
import { finqa, rowsWithGrowth } from './finqa.ts';
import { movement } from './instruct.ts';

/** A question about `table`, to be rendered and solved; an empty one renders as the table alone. */
function about(table: Table, question = ''): Solvable {
  return { texts: [], tables: [table], history: [], question, reference: null };
}

function tableText(table: Table): string {
  return (renderMessages(about(table))[0]?.content ?? '').trimEnd();
}

function drawTable(random: Random, difficulty: Difficulty, rows: readonly TableRow[]): Table {
  return companyTable(random, difficulty, random.pick(companies.train), rows);
}

/** The table, then every cell as a statement or as the turn of a conversation, then perhaps once more. */
export function lookupDocument(random: Random, difficulty: Difficulty): string {
  const rows = drawRows(random, difficulty);
  const cells = rows.flatMap((row) =>
    periods.map((period) => ({ row: row.name, period, value: row[period] })),
  );
  const asTurns = random.chance(0.2);
  const statements = cells.map(({ row, period, value }) =>
    asTurns ? `Q: ${row} ${period}? A: ${value}` : cellStatement(row, period, value),
  );
  const again = !asTurns && random.chance(0.5) ? random.shuffle(statements) : [];
  return [tableText(drawTable(random, difficulty, rows)), ...random.shuffle(statements), ...again].join('\n');
}

/**
 * Five named values, then the same in other orders: a look-up by one word. Learnt first, it makes the look-up by two
 * words appear at once, which otherwise takes many times as long. Shorter lists are learnt sooner, but badly (LOG.md).
 */
export function listDocument(random: Random, difficulty: Difficulty): string {
  const [low, high] = [10 ** (difficulty.digits - 1), 10 ** difficulty.digits - 1];
  const entries = random.sample(rowNames, 5).map((name) => `${name}=${random.int(low, high)}`);
  return [entries, ...[1, 2, 3].map(() => random.shuffle(entries))].flat().join('\n');
}

/** The table, then short questions about it with the reasoning that answers them. */
export function derivedDocument(random: Random, difficulty: Difficulty): string {
  const grown = random.chance(0.3);
  const context = { random, split: 'train', company: '', difficulty, favourable: true } as const;
  const rows = grown ? rowsWithGrowth(context).rows : drawRows(random, difficulty, ['rise']);
  const table = drawTable(random, difficulty, rows);
  const solved = (kind: string, question: string): string => {
    const { steps } = kindOf(finqa, kind).solve(about(table, question), exactArithmetic);
    return [question, ...steps].join('\n');
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
    rows.map((row) => movement(about(table), row.name).text).join('\n'),
  ];
  return [tableText(table), ...random.sample(parts, 2)].join('\n');
}

function arithmeticLine(random: Random, difficulty: Difficulty): string {
  const [low, high] = [10 ** (difficulty.digits - 1), 10 ** difficulty.digits - 1];
  const [a, b] = [random.int(low, high), random.int(low, high)];
  const [larger, smaller] = a > b ? [a, b] : [b, a];
  const kind = random.float();
  if (kind < 0.25) return exactArithmetic.add(a, b).text;
  if (kind < 0.65) {
    return (difficulty.falls ? exactArithmetic.subtract(a, b) : exactArithmetic.subtract(larger, smaller))
      .text;
  }
  if (kind < 0.9) {
    const scale = 10 ** (difficulty.digits - 2);
    const ratio = random.pick(niceRatios);
    return exactArithmetic.percent(ratio.part * scale, ratio.base * scale).text;
  }
  return comparison(a, a === b ? b + 1 : b);
}

/** Lines of arithmetic without any table. */
export function arithmeticDocument(random: Random, difficulty: Difficulty): string {
  return Array.from({ length: 8 }, () => arithmeticLine(random, difficulty)).join('\n');
}
