/**
 * Mirror of Finance-Instruct: a short open instruction, answered in words. The reference is text, so such questions
 * can be learnt by fine-tuning but give no reward (the paper rewards objective questions only).
 */

import { cell, cellStatement, companyTable, drawRows, rowsOf, type TableRow } from './company-table.ts';
import { compare } from './arithmetic.ts';
import { parse, type Draft, type DraftContext, type Family, type Kind, type Solvable } from './family.ts';
import type { Solution } from './solution.ts';

/** Row by row: `revenue 48 to 63: more`, and `costs 70 to 17: less, so costs` where it moved as asked. */
function solveMover(question: Solvable, asked: 'rose' | 'fell'): Solution {
  const rows = rowsOf(question).map((row) => {
    const { relation, text } = compare(cell(question, row, 'prior'), cell(question, row, 'current'));
    return { row, text, isAsked: (relation === 'more') === (asked === 'rose') };
  });
  return {
    steps: rows.map(({ row, text, isAsked }) => `${row} ${text}${isAsked ? `, so ${row}` : ''}`),
    answer: rows.flatMap(({ row, isAsked }) => (isAsked ? [row] : [])).join(', '),
  };
}

/** The only row that rose, or the only one that fell. */
function mover(asked: 'rose' | 'fell'): Kind {
  return {
    draft({ random, difficulty, company }: DraftContext): Draft {
      const wanted = asked === 'rose' ? 'rise' : 'fall';
      const other = asked === 'rose' ? 'fall' : 'rise';
      const directions = Array.from({ length: difficulty.rows }, (_, i) => (i === 0 ? wanted : other));
      const [first, ...rest] = drawRows(random, difficulty, directions) as [TableRow, ...TableRow[]];
      return {
        tables: [companyTable(random, difficulty, company, [first, ...rest])],
        question: `which row ${asked}?`,
        reference: { kind: 'text', text: first.name, accepted: [] },
      };
    },
    solve: (question) => solveMover(question, asked),
  };
}

const larger: Kind = {
  draft({ random, difficulty, company }) {
    const rows = drawRows(random, difficulty);
    const [a, b] = random.sample(rows, 2) as [TableRow, TableRow];
    return {
      tables: [companyTable(random, difficulty, company, rows)],
      question: `larger now: ${a.name} or ${b.name}?`,
      reference: { kind: 'text', text: (a.current > b.current ? a : b).name, accepted: [] },
    };
  },
  solve(question) {
    const [a = '', b = ''] = parse(question.question, /^larger now: (\w+) or (\w+)\?$/);
    const [left, right] = [cell(question, a, 'current'), cell(question, b, 'current')];
    const answer = left > right ? a : b;
    return {
      steps: [
        cellStatement(a, 'current', left),
        cellStatement(b, 'current', right),
        `${compare(left, right).text}, so ${answer}`,
      ],
      answer,
    };
  },
};

export const instruct: Family = {
  benchmark: 'finsim-instruct',
  kinds: { 'fell-row': mover('fell'), larger, 'rose-row': mover('rose') },
  easyKinds: ['larger'],
};
