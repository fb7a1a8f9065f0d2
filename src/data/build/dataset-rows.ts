/** The columns of `sft.parquet` and `rl.parquet`. The paper's rows are Question/Thinking/Answer and Question/Solution (Figs 6–7). */

import { contentHash } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Question } from '../../core/question.ts';
import type { ChatMessage, Trace } from '../../core/trace.ts';
import { goldText } from '../gold-text.ts';
import { promptVersion, renderMessages } from '../prompt.ts';
import type { ReasoningCheck } from '../reasoning-check.ts';

const commonColumns = {
  /** Place among all questions of the build; orders the shards when they are merged. */
  position: 'BIGINT',
  id: 'VARCHAR',
  source: 'VARCHAR',
  split: 'VARCHAR',
  language: 'VARCHAR',
  category: 'VARCHAR',
  licence: 'VARCHAR',
  /** The document a question came from: split and resample by it. */
  cluster: 'VARCHAR',
  question: 'VARCHAR',
} as const;

/** SQL types by column, in file order. */
export const sftColumns = {
  ...commonColumns,
  thinking: 'VARCHAR',
  answer: 'VARCHAR',
  /** JSON: the chat with the completion as its last message. */
  messages: 'VARCHAR',
  /** JSON of the whole Question, reference and program included. */
  question_json: 'VARCHAR',
  teacher: 'VARCHAR',
  request_key: 'VARCHAR',
  /** The teacher's prompt as `name version hash`; empty where the teacher has none. */
  teacher_prompt: 'VARCHAR',
  finish_reason: 'VARCHAR',
  prompt_version: 'VARCHAR',
  prompt_hash: 'VARCHAR',
  /** The rule or judge that found the answer correct, and what was seen. */
  rule: 'VARCHAR',
  verdict_reason: 'VARCHAR',
  /** JSON: name → what was seen, for the seven criteria. */
  criteria: 'VARCHAR',
} as const;

export const rlColumns = {
  ...commonColumns,
  solution: 'VARCHAR',
  question_json: 'VARCHAR',
  prompt_version: 'VARCHAR',
  prompt_hash: 'VARCHAR',
  /** Why the question came here, short; `detail` names the values. */
  reason: 'VARCHAR',
  detail: 'VARCHAR',
} as const;

type Row<Columns> = Record<Exclude<keyof Columns, 'position'>, string> & { position: number };
export type SftRow = Row<typeof sftColumns>;
export type RlRow = Row<typeof rlColumns>;

/** Unique over all sources. */
export function rowId(question: Question): string {
  return `${question.source}/${question.id}`;
}

function common(position: number, question: Question): Row<typeof commonColumns> {
  const { source, split, language, category, licence, cluster } = question;
  return {
    position,
    id: rowId(question),
    source,
    split,
    language,
    category,
    licence,
    cluster,
    question: question.question,
  };
}

export function sftRow(
  position: number,
  question: Question,
  trace: Trace,
  outcome: Outcome,
  reasoning: ReasoningCheck,
): SftRow {
  const prompt = renderMessages(question);
  const chat: ChatMessage[] = [...prompt, { role: 'assistant', content: trace.text }];
  return {
    ...common(position, question),
    id: `${rowId(question)}/${trace.sample}`,
    thinking: trace.reasoning,
    answer: trace.answer ?? '',
    messages: JSON.stringify(chat),
    question_json: JSON.stringify(question),
    teacher: trace.model,
    request_key: trace.requestKey,
    teacher_prompt:
      trace.prompt === undefined ? '' : `${trace.prompt.name} ${trace.prompt.version} ${trace.prompt.hash}`,
    finish_reason: trace.finishReason,
    prompt_version: promptVersion,
    prompt_hash: contentHash(prompt),
    rule: outcome.rule,
    verdict_reason: outcome.reason,
    criteria: JSON.stringify(
      Object.fromEntries(reasoning.criteria.map(({ name, reason }) => [name, reason])),
    ),
  };
}

export function rlRow(position: number, question: Question, reason: string, detail: string): RlRow {
  return {
    ...common(position, question),
    solution: solutionText(question),
    question_json: JSON.stringify(question),
    prompt_version: promptVersion,
    prompt_hash: contentHash(renderMessages(question)),
    reason,
    detail,
  };
}

/** The reference as text: what the paper's RL rows call Solution. */
function solutionText(question: Question): string {
  const { reference } = question;
  switch (reference?.kind) {
    case 'choice':
      return reference.letters.join('');
    case 'label':
      return reference.label;
    case 'text':
      return reference.text;
    case 'number':
    case 'boolean':
      return goldText(question) ?? '';
    case undefined:
      return '';
  }
}
