/** The documents of a request: shown to the model before the last question, and what the numbers of its answer are traced to. */

import type { Question } from '../../core/question.ts';
import { renderMessages, renderQuestion } from '../../data/index.ts';
import type { RequestDocument } from '../../documents/index.ts';
import type { ChatTurn } from '../../models/index.ts';

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

/**
 * How documents are put into the conversation. `markdown`: in front of its last question, as teachers are shown them. `compact`: documents, earlier
 * turns and the question as the one message that the models of runs were trained on.
 */
export const documentFormats = ['markdown', 'compact'] as const;
export type DocumentFormat = (typeof documentFormats)[number];

/** What a model knows from its training. */
export function usualFormat(model: string): DocumentFormat {
  return model.startsWith('run:') ? 'compact' : 'markdown';
}

/** The conversation with the documents in it; without any it stays as it is. */
export function withDocuments(
  turns: readonly ChatTurn[],
  documents: readonly RequestDocument[],
  format: DocumentFormat,
): ChatTurn[] {
  const last = turns.findLastIndex(({ role }) => role === 'user');
  const question = turns[last];
  if (question === undefined || documents.length === 0) return [...turns];
  const after = turns.slice(last + 1);
  if (format === 'compact') {
    const system = turns.filter(({ role }) => role === 'system');
    // What came after the question stands behind it.
    const evidence = evidenceOf(turns.slice(0, last + 1), documents);
    return [...system, ...renderMessages({ ...evidence, reference: null }), ...after];
  }
  const evidence = evidenceOf([question], documents);
  const language = /\p{Script=Han}/u.test(question.content) ? 'zh' : 'en';
  const content = renderQuestion({ ...evidence, language, history: [], reference: null });
  return [...turns.slice(0, last), { ...question, content }, ...after];
}
