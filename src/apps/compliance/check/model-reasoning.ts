/** A model's word on each candidate rule: one request a rule, with what names a person taken out where the model is not on this machine. */

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
import type { Quote } from './verdict.ts';

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

/** @throws InterruptedError when `signal` has fired, and what ends every request alike (a refused key). */
export async function reasoningOf(
  model: TextModel,
  given: MappedText,
  candidates: readonly Candidate[],
  { allowPii, signal }: { allowPii: boolean; signal?: AbortSignal },
): Promise<Reasoning> {
  if (candidates.length === 0) return { said: new Map(), promptHash: null };
  if (signal?.aborted === true) throw new InterruptedError('the check was stopped');
  const text = allowPii || isFree(model.id) ? given : redacted(given);
  const asked = candidates.map(({ rule, about }) => {
    const shown = excerptFor(text, about);
    return { rule, shown: shown.text, messages: messagesFor(rule, shown.text.text, shown.isWhole) };
  });
  const answers = await Promise.all(
    asked.map(
      async ({ rule, shown, messages }) => [rule.id, await opinionOn(model, shown, messages)] as const,
    ),
  );
  const prompts = asked.map(({ messages }) => messages);
  return { said: new Map(answers), promptHash: contentHash(prompts, HASH_DIGITS) };
}

const HASH_DIGITS = 64;

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
