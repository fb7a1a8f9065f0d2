/** A chat template in our renderer: which conversations come out otherwise than in transformers. */

import { InputError } from '../../src/core/errors.ts';
import type { ChatMessage } from '../../src/core/trace.ts';
import { ChatTemplate } from '../../src/engine/index.ts';
import { conversationsOf } from './conversations.ts';
import { fnv } from './strings.ts';

/** An entry of `test/golden/templates/expected.json`, written by `interop/parity_templates.py`. */
export interface TemplateCase {
  name: string;
  seed: number;
  count: number;
  specialTokens: Record<string, string>;
  /** Milliseconds since 1970 that `strftime_now` is given. */
  now: number;
  /** For each conversation a uint32 for its text, or for `!` and the message where the template raised one; in base64. */
  hashes: string;
}

/** Our text of each conversation that differs. */
export function differences(source: string, expected: TemplateCase): { index: number; text: string }[] {
  const { name, seed, count, specialTokens } = expected;
  const hashes = new Uint32Array(Uint8Array.from(Buffer.from(expected.hashes, 'base64')).buffer);
  const template = new ChatTemplate(source, name, specialTokens);
  return conversationsOf(seed, count).flatMap(({ messages, addGenerationPrompt }, index) => {
    const text = rendered(template, messages as unknown as ChatMessage[], addGenerationPrompt);
    return fnv(Buffer.from(text, 'utf8')) === hashes[index] ? [] : [{ index, text }];
  });
}

function rendered(
  template: ChatTemplate,
  messages: readonly ChatMessage[],
  addGenerationPrompt: boolean,
): string {
  try {
    return template.render(messages, addGenerationPrompt);
  } catch (error) {
    if (!(error instanceof InputError && error.cause instanceof Error)) throw error;
    return `!${error.cause.message}`;
  }
}
