/**
 * Ways to misread a question. The noisy teacher reasons soundly from what he misread, which makes wrong traces as
 * plausible as a real teacher's.
 */

import type { Question, Table } from '../../core/question.ts';
import type { Random } from '../../core/random.ts';
import { claims } from './compliance.ts';
import { negations } from './headlines.ts';

export type Misreading = (question: Question, random: Random) => Question;

function withCells(question: Question, change: (rows: string[][]) => string[][]): Question {
  return {
    ...question,
    tables: question.tables.map((table): Table => {
      const [header = [], ...rows] = table.rows;
      return { ...table, rows: [header, ...change(rows)] };
    }),
  };
}

function withText(question: Question, index: number, change: (text: string) => string): Question {
  return {
    ...question,
    texts: question.texts.map((block, i) => (i === index ? { ...block, text: change(block.text) } : block)),
  };
}

/** Takes each row's values from the row below it. */
export const wrongRow: Misreading = (question) =>
  withCells(question, (rows) =>
    rows.map(([name = ''], i) => [name, ...(rows[(i + 1) % rows.length] ?? []).slice(1)]),
  );

/** Takes prior for current and current for prior. */
export const wrongColumn: Misreading = (question) =>
  withCells(question, (rows) => rows.map(([name = '', ...values]) => [name, ...values.reverse()]));

/** Takes the prior value of another row for the answer of an earlier turn. */
export const wrongTurn: Misreading = (question, random) => ({
  ...wrongRow(question, random),
  history: question.history.map((turn, i) =>
    i === question.history.length - 1
      ? { ...turn, answer: random.pick(question.tables[0]?.rows.slice(1) ?? [])[1] ?? '' }
      : turn,
  ),
});

/** Does not see `fails to`, `does not`. */
export const noNegation: Misreading = (question) =>
  withText(question, 0, (text) =>
    negations.reduce((rest, { words }) => rest.replace(` ${words} `, ' '), text),
  );

/** Stops reading at `but`. */
export const firstClause: Misreading = (question) =>
  withText(question, 0, (text) => text.replace(/ but .*/, ''));

/** Takes a cue for no news. */
export const noCue: Misreading = (question) =>
  withText(question, 0, (text) => text.replace(/ .*/, ' holds meeting'));

/** Sees good news where there is none. */
export const falseCue: Misreading = (question) =>
  withText(question, 0, (text) => text.replace(/ .*/, ' beats forecast'));

/** Mixes up which option stands under which letter. */
export const wrongLetters: Misreading = (question) => {
  const { reference } = question;
  if (reference?.kind !== 'choice') return question;
  const entries = Object.entries(reference.options);
  const options = Object.fromEntries(
    entries.map(([letter], i) => [letter, entries[(i + 1) % entries.length]?.[1] ?? '']),
  );
  return { ...question, reference: { ...reference, options } };
};

/** Takes `at most` for `at least`. */
export const wrongBound: Misreading = (question) =>
  withText(question, 0, (text) =>
    text.includes('at most') ? text.replace('at most', 'at least') : text.replace('at least', 'at most'),
  );

/** Does not see `not`, or takes a caution for a promise; a promise he sees as such. */
export const noNot: Misreading = (question) =>
  withText(question, 1, (text) => {
    if (text.includes(' not ')) {
      return text.replace(/(\w+) not guaranteed/, 'guaranteed $1').replace('can not', 'can');
    }
    const isPromise = claims.some(({ words, promise }) => promise && text.endsWith(` ${words}`));
    return isPromise ? text : text.replace(/ ad: .*/, ' ad: no risk');
  });

/** Takes the client's risk for the fund's and the fund's for the client's. */
export const wrongSide: Misreading = (question) => {
  const [rule, fact] = question.texts.map((block) => /risk=(\w+)$/.exec(block.text)?.[1] ?? '');
  const swapped = withText(question, 0, (text) => text.replace(/=\w+$/, `=${fact}`));
  return withText(swapped, 1, (text) => text.replace(/=\w+$/, `=${rule}`));
};

/** Believes that whatever the rule asks for is stated. */
export const nothingMissing: Misreading = (question) => {
  const needed = question.texts[0]?.text.replace(/^rule: state /, '') ?? '';
  return withText(question, 1, (text) => text.replace(/ states .*/, ` states ${needed}`));
};
