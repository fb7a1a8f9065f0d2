/** The documents of a request: shown to the model before the last question, and what the numbers of its answer are traced to. */

import { z } from 'zod';
import type { Question } from '../../core/question.ts';
import { renderQuestion } from '../../data/index.ts';
import type { ChatTurn } from '../../models/index.ts';

const MOST = 200;

const id = z.string().min(1).max(200);
const textSchema = z.strictObject({ id, text: z.string() });
const tableSchema = z.strictObject({
  id,
  caption: z.string().optional(),
  /** The first row is the header, the first column names the rows. */
  rows: z.array(z.array(z.string())).min(1),
});
export const documentsSchema = z
  .array(
    z.union([textSchema, tableSchema], {
      error: '{ id, text }, or { id, rows, caption? } with rows of texts',
    }),
  )
  .max(MOST)
  .refine(
    (all) => new Set(all.map((document) => document.id)).size === all.length,
    'two documents have one id',
  )
  .refine(
    (all) => !all.some((document) => /^(calculator|tool):/.test(document.id)),
    'ids that begin with calculator: or tool: are those of results',
  );
export type RequestDocument = z.infer<typeof documentsSchema>[number];

/** What a number of the answer may come from. */
export type Evidence = Pick<Question, 'texts' | 'tables' | 'history' | 'question'>;

export function evidenceOf(turns: readonly ChatTurn[], documents: readonly RequestDocument[]): Evidence {
  const last = turns.findLastIndex(({ role }) => role === 'user');
  const history: Evidence['history'] = [];
  for (const { role, content } of turns.slice(0, Math.max(0, last))) {
    const turn = history.at(-1);
    if (role === 'user') history.push({ question: content, answer: '' });
    // The last that was said before the next question: calls of tools may stand in front of it.
    else if (role === 'assistant' && turn !== undefined) turn.answer = content;
  }
  const results = turns
    .filter((turn) => turn.role === 'tool')
    .map(({ name, content }, at) => ({ id: `tool:${name}#${at + 1}`, text: content }));
  return {
    texts: [...documents.flatMap((document) => ('text' in document ? [document] : [])), ...results],
    tables: documents.flatMap((document) => ('rows' in document ? [document] : [])),
    history,
    question: turns[last]?.content ?? '',
  };
}

/** The conversation with the documents in front of its last question, as they are shown to teachers. */
export function withDocuments(turns: readonly ChatTurn[], documents: readonly RequestDocument[]): ChatTurn[] {
  const last = turns.findLastIndex(({ role }) => role === 'user');
  return turns.map((turn, at) => {
    if (at !== last || documents.length === 0) return turn;
    const { texts, tables, question } = evidenceOf([turn], documents);
    const language = /\p{Script=Han}/u.test(question) ? 'zh' : 'en';
    const reference = { kind: 'text' as const, text: '', accepted: [] };
    return {
      ...turn,
      content: renderQuestion({ language, texts, tables, history: [], question, reference }),
    };
  });
}
