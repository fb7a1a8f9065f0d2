/**
 * Pretraining text about tables and numbers. Dense supervision: after a table, its cells again and again, so that every
 * restated number is a look-up; trained on questions alone, a nano model copies *a* number, not *the* number.
 */

import type { Table } from '../../core/question.ts';
import type { Random } from '../../core/random.ts';
import { renderMessages } from '../prompt.ts';
import { compare, exactArithmetic, niceRatios, type Claim } from './arithmetic.ts';
import { companies } from './companies.ts';
import { differenceBorrows, draftWithin, sumCarries } from './carries.ts';
import {
  cell,
  cellName,
  companyTable,
  drawRows,
  isTooLike,
  periods,
  rowNames,
  rowsOf,
  type TableRow,
} from './company-table.ts';
import { boundCheck } from './compliance.ts';
import type { Difficulty } from './difficulty.ts';
import { kindOf } from './families.ts';
import type { Kind, Solvable } from './family.ts';
import { concluded, conclusion } from '../completion.ts';
import type { Solution } from './solution.ts';
import { convfinqa } from './convfinqa.ts';
import { finqa } from './finqa.ts';
import { letters } from './ant.ts';
import { glossary } from './glossary.ts';
import { instruct } from './instruct.ts';
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

/** What names may stand for beside numbers. */
const valueWords: readonly string[] = [...rowNames, ...letters];

interface Fact {
  /** What asks for the value, as it stands before it. */
  asks: string;
  value: string;
}

/**
 * Facts drawn with replacement and restated. Without replacement the last ones could be told by exclusion, which is
 * learnt in place of the look-up.
 */
export function restated(random: Random, facts: readonly Fact[], count: number): Piece[] {
  return Array.from({ length: count }, () => random.pick(facts)).flatMap(({ asks, value }) => [
    given(asks),
    learnt(value),
    given('\n'),
  ]);
}

/** A table, of which the smallest has two rows, then its cells as statements. */
export function lookupDocument(random: Random, difficulty: Difficulty): Piece[] {
  const rows = drawRows(random, { ...difficulty, rows: random.int(2, difficulty.rows) });
  const facts = rows.flatMap(({ name, ...row }) =>
    periods.map((period) => ({ asks: cellName(name, period), value: String(row[period]) })),
  );
  return [tableText(drawTable(random, difficulty, rows)), ...restated(random, facts, 6)];
}

/** Values by name, then some again: a look-up by one word. */
function namedValues(
  random: Random,
  names: readonly string[],
  values: readonly (number | string)[],
  again: number,
): Piece[] {
  const facts = random
    .sample(names, values.length)
    .map((name, i) => ({ asks: `${name}=`, value: String(values[i]) }));
  const list = facts.map(({ asks, value }) => `${asks}${value}\n`).join('');
  return [given(list), ...restated(random, facts, again)];
}

function drawNumber(random: Random, { digits }: Difficulty): number {
  return random.int(10 ** (digits - 1), 10 ** digits - 1);
}

/** Numbers to be looked up, as different as the cells of a table. */
export function drawValues(random: Random, difficulty: Difficulty, count: number): number[] {
  const values: number[] = [];
  while (values.length < count) {
    const value = drawNumber(random, difficulty);
    if (!values.some((other) => isTooLike(other, value, difficulty))) values.push(value);
  }
  return values;
}

/** So many that only being the same word tells them apart: of ten names each is learnt by itself, and some never (LOG.md). */
const manyNames: readonly string[] = [
  ...new Set([...rowNames, ...glossary.flatMap(({ term, meaning }) => [term, ...meaning.split(' ')])]),
];

/** Two numbers, one again: many short documents make the first look-up appear soonest (LOG.md). */
export function pairDocument(random: Random, difficulty: Difficulty): Piece[] {
  return namedValues(random, manyNames, drawValues(random, difficulty, 2), 1);
}

/** Two to four numbers by name. */
export function listDocument(random: Random, difficulty: Difficulty): Piece[] {
  const names = random.pick([rowNames, manyNames]);
  return namedValues(random, names, drawValues(random, difficulty, random.int(2, 4)), 3);
}

/** The same with words for numbers. */
export function wordListDocument(random: Random): Piece[] {
  return namedValues(random, rowNames, random.sample(valueWords, random.int(2, 4)), 3);
}

const worked = ['change', 'sum', 'difference', 'growth'].map((name) => kindOf(finqa, name));
const planned = [finqa, convfinqa, instruct].map(({ kinds }) => Object.values(kinds));

/** A question without the company, with the steps that answer it. */
function drawWorked(
  random: Random,
  difficulty: Difficulty,
  kinds: readonly Kind[],
): { question: Solvable; solution: Solution } {
  const context = { random, split: 'train', company: '', difficulty, favourable: true } as const;
  const kind = random.pick(kinds);
  const question = { texts: [], tables: [], history: [], ...draftWithin(kind, context) };
  return { question, solution: kind.solve(question, exactArithmetic) };
}

/** A table, a question about it with the reasoning and the answer, then which of its rows moved the other way than the rest. */
export function derivedDocument(random: Random, difficulty: Difficulty): Piece[] {
  const { question, solution } = drawWorked(random, difficulty, worked);
  const drawn = question.tables[0] as Table;
  const table = { ...drawn, caption: random.pick(companies.train) };
  const rose = rowsOf(question).map((row) => cell(question, row, 'current') > cell(question, row, 'prior'));
  const isOnlyOne = (up: boolean): boolean => rose.filter((value) => value === up).length === 1;
  const movers = [true, false].filter(isOnlyOne).map((up) => {
    const kind = kindOf(instruct, up ? 'rose-row' : 'fell-row');
    const asked = { ...question, question: `which row ${up ? 'rose' : 'fell'}?` };
    return { question: asked, solution: kind.solve(asked, exactArithmetic) };
  });
  return [
    tableText(table),
    ...[{ question, solution }, ...movers].flatMap(({ question: { question }, solution }) => [
      given(`${question}\n`),
      learnt(`${concluded(solution.steps, solution.answer)}\n`),
    ]),
  ];
}

/** A cell of a table, or a row's two: given where there is no table to take them from. */
const cells = /^(\w+ (?:prior|current)=)(\d+)$|^(\w+ )(\d+ to \d+)(.*)$/;

/** A step of reasoning about a table that is not shown. */
function planStep(step: string, { history }: Solvable): Piece[] {
  const [, name, value, row, values, rest] = cells.exec(step) ?? [];
  if (name !== undefined && value !== undefined) {
    const isRecalled = history.some(({ question }) => question === name.replace('=', '?'));
    return isRecalled ? [learnt(`${step}\n`)] : [learnt(name), given(`${value}\n`)];
  }
  if (row !== undefined) return [given(`${row}${values}`), learnt(`${rest}\n`)];
  return [learnt(`${step}\n`)];
}

/**
 * Two questions without their table: which cells to look up, in which order, what to recall of earlier turns, and what to do
 * with the numbers found.
 */
export function planDocument(random: Random, difficulty: Difficulty): Piece[] {
  return Array.from({ length: 2 }, () => {
    const { question, solution } = drawWorked(random, difficulty, random.pick(planned));
    const asked = renderMessages({ ...question, tables: [] })[0]?.content ?? '';
    const steps = solution.steps.flatMap((step) => planStep(step, question));
    return [given(`${asked}\n`), ...steps, learnt(`${conclusion(solution.answer)}\n`)];
  }).flat();
}

/** `63-48=` given, `15` learnt. */
function resultLearnt(claim: string): Piece[] {
  const result = claim.lastIndexOf('=') + 1;
  return [given(claim.slice(0, result)), learnt(`${claim.slice(result)}\n`)];
}

/** Two different numbers, half of the time close to each other, since those are hard to compare. */
function drawPair(random: Random, difficulty: Difficulty): [number, number] {
  const { digits } = difficulty;
  const [low, high] = [10 ** (digits - 1), 10 ** digits - 1];
  const a = random.int(low, high);
  const b = random.chance(0.5)
    ? random.int(Math.max(low, a - 9), Math.min(high, a + 9))
    : random.int(low, high);
  return a === b ? drawPair(random, difficulty) : [a, b];
}

function sumOrDifference(random: Random, difficulty: Difficulty, isSum: boolean): Claim {
  for (;;) {
    const [a, b] = [drawNumber(random, difficulty), drawNumber(random, difficulty)];
    const [first, second] = isSum || difficulty.falls || a > b ? [a, b] : [b, a];
    const isHard = isSum ? sumCarries(a, b) : differenceBorrows(first, second);
    if (isHard && !difficulty.carries) continue;
    return isSum ? exactArithmetic.add(a, b) : exactArithmetic.subtract(first, second);
  }
}

function arithmeticLine(random: Random, difficulty: Difficulty): Piece[] {
  const kind = random.float();
  if (kind < 0.75) return resultLearnt(sumOrDifference(random, difficulty, kind < 0.3).text);
  const scale = 10 ** (difficulty.digits - 2);
  const { part, base } = random.pick(niceRatios);
  return resultLearnt(exactArithmetic.percent(part * scale, base * scale).text);
}

/** Lines of arithmetic without any table. */
export function arithmeticDocument(random: Random, difficulty: Difficulty): Piece[] {
  return Array.from({ length: 8 }, () => arithmeticLine(random, difficulty)).flat();
}

/** Comparisons of numbers without any table, and of what they mean for a bound. */
export function comparisonDocument(random: Random, difficulty: Difficulty): Piece[] {
  return Array.from({ length: 10 }, () => {
    const compared = compare(...drawPair(random, difficulty));
    const bound = boundCheck(random.pick(['at most', 'at least']), compared.relation);
    const { text } = random.chance(0.15) ? bound : compared;
    const known = text.indexOf(':') + 1;
    return [given(text.slice(0, known)), learnt(`${text.slice(known)}\n`)];
  }).flat();
}
