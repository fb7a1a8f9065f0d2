/**
 * Mirror of Finance-Instruct: a short open instruction, answered in words. The reference is text, so such questions
 * can be learnt by fine-tuning but give no reward (the paper rewards objective questions only).
 */

import type { Reference } from '../../core/question.ts';
import { cell, cellStatement, companyTable, drawRows, rowsOf, type Direction } from './company-table.ts';
import type { Draft, DraftContext, Family, Kind, Solvable } from './family.ts';
import type { Solution } from './solution.ts';

/** Any order of the names is accepted, parted by commas or `and`. */
function textReference(names: readonly string[]): Reference {
  const [first = '', second] = names;
  const accepted =
    names.length === 2 ? [`${second}, ${first}`, `${first} and ${second}`, `${second} and ${first}`] : [];
  return { kind: 'text', text: names.join(', '), accepted };
}

/** `revenue 48 to 63 rose`, a step for each row. */
export function movement(question: Solvable, row: string): { rose: boolean; text: string } {
  const [prior, current] = [cell(question, row, 'prior'), cell(question, row, 'current')];
  const rose = current > prior;
  return { rose, text: `${row} ${prior} to ${current} ${rose ? 'rose' : 'fell'}` };
}

/** Questions about which rows moved which way: `count` rows move as asked, the others do not. */
function movers(asked: 'rose' | 'fell', count: number, question: string): Kind {
  return {
    draft({ random, difficulty, company }: DraftContext): Draft {
      const [wanted, other]: [Direction, Direction] = asked === 'rose' ? ['rise', 'fall'] : ['fall', 'rise'];
      const directions = Array.from({ length: difficulty.rows }, (_, i) => (i < count ? wanted : other));
      const rows = drawRows(random, difficulty, directions);
      const table = companyTable(random, difficulty, company, rows);
      const names = rows.slice(0, count).map((row) => row.name);
      const printed = rowsOf({ tables: [table] }).filter((name) => names.includes(name));
      return { tables: [table], question, reference: textReference(printed) };
    },
    solve(task: Solvable): Solution {
      const movements = rowsOf(task).map((row) => ({ row, ...movement(task, row) }));
      const named = movements.filter(({ rose }) => rose === (asked === 'rose')).map(({ row }) => row);
      return { steps: movements.map(({ text }) => text), answer: named.join(', ') };
    },
  };
}

const largest: Kind = {
  draft({ random, difficulty, company }) {
    const rows = drawRows(random, difficulty);
    const top = rows.reduce((best, row) => (row.current > best.current ? row : best));
    return {
      tables: [companyTable(random, difficulty, company, rows)],
      question: 'which row is largest now?',
      reference: textReference([top.name]),
    };
  },
  solve(question) {
    const cells = rowsOf(question).map((row) => ({ row, value: cell(question, row, 'current') }));
    const top = cells.reduce((best, candidate) => (candidate.value > best.value ? candidate : best));
    const steps = cells.map(({ row, value }) => cellStatement(row, 'current', value));
    return { steps: [...steps, `${top.value} is largest`], answer: top.row };
  },
};

export const instruct: Family = {
  benchmark: 'finsim-instruct',
  kinds: {
    'fell-row': movers('fell', 1, 'which row fell?'),
    largest,
    'rose-rows': movers('rose', 2, 'list the rows that rose'),
  },
  easyKinds: ['largest'],
};
