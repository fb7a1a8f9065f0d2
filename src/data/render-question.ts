/**
 * A question as the Task Input of a large model's prompt (paper Supp. B.1): everything it needs in a form that people print, tables as
 * Markdown, options one a line. `prompt.ts` is the compact rendering that students are trained on.
 */

import type { Question, Table } from '../core/question.ts';

const words = {
  en: { earlier: 'Earlier questions of this conversation:', ask: 'Question:', q: 'Q:', a: 'A:' },
  zh: { earlier: '此前的问答：', ask: '问题：', q: '问：', a: '答：' },
} as const;

type Rendered = Pick<Question, 'language' | 'texts' | 'tables' | 'history' | 'question' | 'reference'>;

/** Shows the options of a choice; never the gold answer or program. */
export function renderQuestion(question: Rendered): string {
  const { texts, tables, history, reference } = question;
  const word = words[question.language];
  const options = reference?.kind === 'choice' ? Object.entries(reference.options) : [];
  const turns = history.map((turn) => `${word.q} ${turn.question}\n${word.a} ${turn.answer}`);
  const asked = [
    `${word.ask} ${question.question.trim()}`,
    ...options.map(([letter, text]) => `${letter}. ${text}`),
  ];
  return [
    // Some sources have one sentence a block.
    texts.map((block) => block.text.trim()).join('\n'),
    ...tables.map(markdownTable),
    ...(turns.length === 0 ? [] : [[word.earlier, ...turns].join('\n')]),
    asked.join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Rows that are shorter than the longest are filled up, since a Markdown table has as many columns as its header. */
export function markdownTable({ caption, rows }: Table): string {
  const [header, ...body] = rows;
  if (header === undefined) return caption ?? '';
  const width = Math.max(...rows.map((row) => row.length));
  const line = (cells: readonly string[]): string =>
    `| ${Array.from({ length: width }, (_, i) => cell(cells[i] ?? '')).join(' | ')} |`;
  const rule = `|${' --- |'.repeat(width)}`;
  const table = [line(header), rule, ...body.map(line)].join('\n');
  return caption === undefined ? table : `${caption}\n\n${table}`;
}

function cell(text: string): string {
  return text.trim().replace(/\s+/g, ' ').replaceAll('|', '\\|');
}
