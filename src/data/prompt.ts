/**
 * The one rendering of a question as a prompt, for training, evaluation and sampling alike.
 *
 * Compact on purpose: in a narrow table every cell stands next to its row and column name (`revenue prior=48`), no
 * space before digits. A nano model looks a cell up by these two words; a large one reads it as well. The
 * paper's prompts (FinQA: "Please answer the question based on all the information…") add task instructions; here the
 * format is taught by training.
 */

import { contentHash } from '../core/ids.ts';
import type { Question, Table } from '../core/question.ts';
import type { ChatMessage } from '../core/trace.ts';

type Rendered = Pick<Question, 'texts' | 'tables' | 'history' | 'question' | 'reference'>;

/** A table of at most this many value columns is printed a cell a line, wider ones a row a line. */
const NARROW = 2;

/** Columns of a row are parted by a space, or by `; ` where a column name holds spaces itself. */
function tableLines(table: Table): string[] {
  const [header = [], ...rows] = table.rows;
  const narrow = header.length - 1 <= NARROW && header.slice(1).every((cell) => cell.trim() !== '');
  const separator = header.slice(1).some((cell) => /\s/.test(cell.trim())) ? '; ' : ' ';
  const lines = table.caption === undefined ? [] : [table.caption];
  const corner = header[0]?.trim() ?? '';
  if (corner !== '') lines.push(corner);
  for (const row of rows) {
    const [name = '', ...cells] = row.map((cell) => cell.trim());
    const parts = cells.flatMap((cell, i) => {
      if (cell === '') return [];
      const column = header[i + 1]?.trim() ?? '';
      return [column === '' ? cell : `${column}=${cell}`];
    });
    if (narrow && name !== '') lines.push(...parts.map((part) => `${name}${separator}${part}`));
    else lines.push([name, ...parts].filter((part) => part !== '').join(separator));
  }
  return lines;
}

function render(question: Rendered): string {
  const options = question.reference?.kind === 'choice' ? Object.entries(question.reference.options) : [];
  return [
    ...question.texts.map((block) => block.text),
    ...question.tables.flatMap(tableLines),
    ...question.history.map((turn) => `Q: ${turn.question} A: ${turn.answer}`),
    question.question,
    ...options.map(([letter, text]) => `${letter} ${text}`),
  ].join('\n');
}

/** What a model sees of a question: one user message. Never holds the gold answer or program. */
export function renderMessages(question: Rendered): ChatMessage[] {
  return [{ role: 'user', content: render(question) }];
}

/** Touches every part of the template, so that its rendering changes whenever the template does. */
const probe: Rendered = {
  texts: [{ id: 't', text: 'text' }],
  tables: [
    {
      id: 'a',
      caption: 'caption',
      rows: [
        ['corner', 'x', 'y'],
        ['row', '1', '2'],
      ],
    },
    {
      id: 'b',
      rows: [
        ['', 'x x', ''],
        ['row', '1', '2'],
        ['', '', '3'],
      ],
    },
  ],
  history: [{ question: 'q', answer: 'a' }],
  question: 'question',
  reference: { kind: 'choice', letters: ['A'], options: { A: 'one', B: 'two' } },
};

/** Name and content hash of the template, to be recorded with everything that was made from it. */
export const promptVersion = `compact-2-${contentHash(render(probe), 8)}`;
