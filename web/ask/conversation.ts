/** A conversation over documents: what was asked, and what each model has answered so far, with its checks. */

import type { Check, CheckUpdate, CheckedNumber } from '../../src/serve/index.ts';
import type { SourceDocument } from '../parts/source-pane.tsx';

/** `told`: by the server. `unreachable`: it could not be asked. `broken`: the answer ended in its midst. */
export type Failure = { kind: 'told'; message: string } | { kind: 'unreachable' | 'broken' };

/** `a` alone, or two models side by side. */
export const sides = ['a', 'b'] as const;
export type Side = (typeof sides)[number];

export interface Answer {
  model: string;
  reasoning: string;
  content: string;
  /** The numbers of both parts, as far as they are checked. */
  numbers: CheckedNumber[];
  /** Once it has ended. */
  check: Omit<Check, 'from' | 'numbers'> | null;
  state: 'writing' | 'ended' | 'stopped' | 'failed';
  /** Why it ended, as the server tells it: `stop`, `length`, … */
  finish: string | null;
  failure: Failure | null;
  tokens: number | null;
  seconds: number | null;
  seed: number;
  temperature: number;
  /** Ids of the documents that the model was shown and its numbers are checked against. */
  documents: string[];
}

export interface Turn {
  question: string;
  answers: Partial<Record<Side, Answer>>;
}

export interface Conversation {
  /** What the next question is asked about. */
  documents: SourceDocument[];
  /** Removed since, and still what an answer was checked against. */
  removed: SourceDocument[];
  /** Of all documents that it ever had. */
  ids: string[];
  turns: Turn[];
}

export const nothing: Conversation = { documents: [], removed: [], ids: [], turns: [] };

/** A chunk of a stream, as far as it is looked at. */
export interface Chunk {
  choices: {
    delta?: { content?: string; reasoning_content?: string };
    finish_reason?: string | null;
    check?: CheckUpdate | Check;
  }[];
  usage?: { completion_tokens: number } | null;
  error?: { message: string };
}

export function begun(model: string, asked: Pick<Answer, 'seed' | 'temperature' | 'documents'>): Answer {
  return {
    ...{ model, reasoning: '', content: '', numbers: [], check: null, state: 'writing', finish: null },
    ...{ failure: null, tokens: null, seconds: null, ...asked },
  };
}

/** The answer with what the chunk adds. */
export function withChunk(answer: Answer, { choices, usage, error }: Chunk): Answer {
  if (error !== undefined) {
    return { ...answer, state: 'failed', failure: { kind: 'told', message: error.message } };
  }
  const [choice] = choices;
  const next = { ...answer, tokens: usage?.completion_tokens ?? answer.tokens };
  if (choice === undefined) return next;
  const { delta, check, finish_reason: finish } = choice;
  next.reasoning += delta?.reasoning_content ?? '';
  next.content += delta?.content ?? '';
  next.finish = finish ?? next.finish;
  if (check !== undefined) {
    const { from, numbers, ...more } = check;
    next.numbers = [...next.numbers.slice(0, from), ...numbers];
    if ('errors' in more) next.check = more;
  }
  return next;
}

/** What a model is told of the turns before `turn`, and its question: earlier answers without their thinking. */
export function messagesOf(
  turns: readonly Turn[],
  turn: number,
  side: Side,
): { role: string; content: string }[] {
  return turns.slice(0, turn + 1).flatMap(({ question, answers }, i) => {
    const user = { role: 'user', content: question };
    const content = answers[side]?.content ?? '';
    return i === turn || content === '' ? [user] : [user, { role: 'assistant', content }];
  });
}

export function withAnswer(
  conversation: Conversation,
  turn: number,
  side: Side,
  answer: Answer,
): Conversation {
  const turns = conversation.turns.map((one, i) =>
    i === turn ? { ...one, answers: { ...one.answers, [side]: answer } } : one,
  );
  return { ...conversation, turns };
}
