/**
 * A model's word on each candidate rule: one request a rule, two where the text addresses its checker; with what names a person taken out
 * where the model is not on this machine.
 */

import { contentHash } from '../../../core/ids.ts';
import { InterruptedError } from '../../../core/errors.ts';
import type { ChatMessage } from '../../../core/trace.ts';
import { isFree } from '../../../models/model-string.ts';
import type { TextModel } from '../../../models/text-model.ts';
import type { MappedText } from '../hardening/mapped-text.ts';
import { redacted } from '../pii/redact.ts';
import type { Rule } from '../rules/rule.ts';
import { askModel } from './ask-model.ts';
import { excerptFor } from './excerpt.ts';
import { locateQuote } from './locate-quote.ts';
import { messagesFor } from './messages.ts';
import type { Fault, Opinion } from './opinion.ts';
import { decisions, type Quote } from './verdict.ts';

export interface Candidate {
  rule: Rule;
  /** Where the text speaks of it, as far as that is known. */
  about: Quote | null;
}

export interface Reasoning {
  /** By rule id. */
  said: ReadonlyMap<string, Opinion | Fault>;
  promptHash: string | null;
}

export interface ReasoningOptions {
  /** Personal data go to models of others as they are. */
  allowPii: boolean;
  /** To no model at all. */
  redact: boolean;
  /** How many of the requests are answered. */
  onAnswer?: (done: number, total: number) => void;
  signal?: AbortSignal;
}

/**
 * @param texts the text as a model may see it; of what it says of each the gravest counts
 * @throws InterruptedError when `signal` has fired, and what ends every request alike (a refused key).
 */
export async function reasoningOf(
  model: TextModel,
  texts: readonly MappedText[],
  candidates: readonly Candidate[],
  { allowPii, redact, onAnswer, signal }: ReasoningOptions,
): Promise<Reasoning> {
  if (candidates.length === 0) return { said: new Map(), promptHash: null };
  if (signal?.aborted === true) throw new InterruptedError('the check was stopped');
  const isOpen = !redact && (allowPii || isFree(model.source ?? model.id));
  const seen = texts.map((text) => (isOpen ? text : redacted(text)));
  const asked = candidates.flatMap(({ rule, about }) =>
    seen.map((text) => {
      const shown = excerptFor(text, about);
      return { rule, shown: shown.text, messages: messagesFor(rule, shown.text.text, shown.isWhole) };
    }),
  );
  let done = 0;
  onAnswer?.(done, asked.length);
  const answers = await Promise.all(
    asked.map(async ({ rule, shown, messages }) => {
      const opinion = await opinionOn(model, shown, messages);
      onAnswer?.(++done, asked.length);
      return { rule, opinion };
    }),
  );
  const said = new Map<string, Opinion | Fault>();
  for (const { rule, opinion } of answers) {
    const other = said.get(rule.id);
    if (other === undefined || rankOf(opinion) < rankOf(other)) said.set(rule.id, opinion);
  }
  const prompts = asked.map(({ messages }) => messages);
  return { said, promptHash: contentHash(prompts, HASH_DIGITS) };
}

const HASH_DIGITS = 64;

/** The lowest counts: what is held against the text, then a word that is missing, then the others. */
function rankOf(opinion: Opinion | Fault): number {
  if ('fault' in opinion) return 2;
  if (opinion.decision === 'breach' && opinion.quote !== null) return 0;
  if (opinion.decision === 'needs review' && opinion.quote !== null) return 1;
  return 3 + decisions.indexOf(opinion.decision);
}

async function opinionOn(
  model: TextModel,
  shown: MappedText,
  messages: readonly ChatMessage[],
): Promise<Opinion | Fault> {
  const said = await askModel(model, messages);
  if ('fault' in said) return said;
  const { quote: written, ...rest } = said;
  return { ...rest, written, quote: locateQuote(shown, written) };
}
