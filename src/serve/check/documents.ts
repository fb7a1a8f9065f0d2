/** The documents of a request: shown to the model before the last question, and what the numbers of its answer are traced to. */

import type { ChatMessage } from '../../core/trace.ts';
import type { Question } from '../../core/question.ts';
import { renderQuestion } from '../../data/index.ts';
import type { RequestDocument } from '../../documents/index.ts';

/** What a number of the answer may come from. */
export type Evidence = Pick<Question, 'texts' | 'tables' | 'history' | 'question'>;

export function evidenceOf(
  messages: readonly ChatMessage[],
  documents: readonly RequestDocument[],
): Evidence {
  const last = messages.findLastIndex(({ role }) => role === 'user');
  const history: Evidence['history'] = [];
  messages.slice(0, Math.max(0, last)).forEach(({ role, content }, at) => {
    const next = messages[at + 1];
    if (role === 'user')
      history.push({ question: content, answer: next?.role === 'assistant' ? next.content : '' });
  });
  return {
    texts: documents.flatMap((document) => ('text' in document ? [document] : [])),
    tables: documents.flatMap((document) => ('rows' in document ? [document] : [])),
    history,
    question: messages[last]?.content ?? '',
  };
}

/** The conversation with the documents in front of its last question, as they are shown to teachers. */
export function withDocuments(
  messages: readonly ChatMessage[],
  documents: readonly RequestDocument[],
): ChatMessage[] {
  const last = messages.findLastIndex(({ role }) => role === 'user');
  return messages.map((message, at) => {
    if (at !== last || documents.length === 0) return message;
    const { texts, tables, question } = evidenceOf([message], documents);
    const language = /\p{Script=Han}/u.test(question) ? 'zh' : 'en';
    const reference = { kind: 'text' as const, text: '', accepted: [] };
    return {
      ...message,
      content: renderQuestion({ language, texts, tables, history: [], question, reference }),
    };
  });
}
