/**
 * Mirror of ConvFinQA: the last turn of a conversation, which cannot be understood without the earlier ones. As in the
 * paper's prompts, earlier turns come with their gold answers.
 */

import type { Turn } from '../../core/question.ts';
import { cell, cellStatement, companyTable, drawRows, type TableRow } from './company-table.ts';
import { parse, type Family, type Kind, type Solvable } from './family.ts';
import { numberReference, percentReference, rowsWithChange, rowsWithGrowth, solveChange } from './finqa.ts';

function changeTurn(row: TableRow): Turn {
  return { question: `change in ${row.name}?`, answer: String(row.current - row.prior) };
}

/** What an earlier turn established, e.g. `change in revenue=15`. */
function recall(question: Solvable, turn: number): { subject: string; value: number; text: string } {
  const { question: asked = '', answer = '' } = question.history[turn] ?? {};
  const [subject = ''] = parse(asked, /^(.+)\?$/);
  return { subject, value: Number(answer), text: `${subject}=${answer}` };
}

const followChange: Kind = {
  draft(context) {
    const rows = rowsWithChange(context);
    const { name, prior, current } = rows[0];
    return {
      tables: [companyTable(context.random, context.difficulty, context.company, rows)],
      history: [
        { question: `${name} current?`, answer: String(current) },
        { question: `${name} prior?`, answer: String(prior) },
      ],
      question: 'the change?',
      reference: numberReference(current - prior),
      program: `subtract(${current}, ${prior})`,
    };
  },
  solve(question, arithmetic) {
    const [current, prior] = [recall(question, 0), recall(question, 1)];
    const change = arithmetic.subtract(current.value, prior.value);
    return { steps: [current.text, prior.text, change.text], answer: String(change.value) };
  },
};

const followRow: Kind = {
  draft({ random, difficulty, company }) {
    const direction = difficulty.falls ? 'any' : 'rise';
    const rows = drawRows(random, difficulty, [direction, direction]) as [TableRow, TableRow, ...TableRow[]];
    const { name, prior, current } = rows[1];
    return {
      tables: [companyTable(random, difficulty, company, rows)],
      history: [changeTurn(rows[0])],
      question: `and in ${name}?`,
      reference: numberReference(current - prior),
      program: `subtract(${current}, ${prior})`,
    };
  },
  solve(question, arithmetic) {
    const [row = ''] = parse(question.question, /^and in (\w+)\?$/);
    const { steps, answer } = solveChange(question, row, arithmetic);
    return { steps, answer };
  },
};

const followGrowth: Kind = {
  draft(context) {
    const { rows, ratio } = rowsWithGrowth(context);
    const { prior, current } = rows[0];
    return {
      tables: [companyTable(context.random, context.difficulty, context.company, rows)],
      history: [changeTurn(rows[0])],
      question: 'in percent of prior?',
      reference: percentReference(ratio.percent),
      program: `subtract(${current}, ${prior}), divide(#0, ${prior})`,
    };
  },
  solve(question, arithmetic) {
    const change = recall(question, 0);
    const [row = ''] = parse(change.subject, /^change in (\w+)$/);
    const prior = cell(question, row, 'prior');
    const ratio = arithmetic.percent(change.value, prior);
    return {
      steps: [change.text, cellStatement(row, 'prior', prior), ratio.text],
      answer: `${ratio.value}%`,
    };
  },
};

const followSum: Kind = {
  draft({ random, difficulty, company }) {
    const rows = drawRows(random, difficulty, ['rise', 'rise']) as [TableRow, TableRow, ...TableRow[]];
    const [a, b] = rows;
    return {
      tables: [companyTable(random, difficulty, company, rows)],
      history: [changeTurn(a), changeTurn(b)],
      question: 'sum of both?',
      reference: numberReference(a.current - a.prior + b.current - b.prior),
      program: `subtract(${a.current}, ${a.prior}), subtract(${b.current}, ${b.prior}), add(#0, #1)`,
    };
  },
  solve(question, arithmetic) {
    const [a, b] = [recall(question, 0), recall(question, 1)];
    const sum = arithmetic.add(a.value, b.value);
    return { steps: [a.text, b.text, sum.text], answer: String(sum.value) };
  },
};

export const convfinqa: Family = {
  benchmark: 'finsim-convfinqa',
  kinds: {
    'follow-change': followChange,
    'follow-row': followRow,
    'follow-growth': followGrowth,
    'follow-sum': followSum,
  },
  easyKinds: ['follow-sum'],
};
