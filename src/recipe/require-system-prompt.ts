/** Whether a model can be told a recipe's system prompt: its chat template shows it, and its context has room for more. */

import { InputError } from '../core/errors.ts';
import type { HfTokenizer } from '../engine/index.ts';
import type { Recipe } from './schema.ts';

const HINT = 'Remove systemPrompt, or begin from a model whose template has system messages.';

/** @throws InputError. */
export function requireSystemPrompt(
  { systemPrompt }: Recipe,
  tokenizer: HfTokenizer,
  contextLength: number,
): void {
  if (systemPrompt === undefined) return;
  const shown = rendered(tokenizer, systemPrompt);
  if (!shown.includes(systemPrompt)) {
    throw new InputError(
      `systemPrompt: the chat template of ${tokenizer.directory} leaves system messages out, so that the model would never see it`,
      { hint: HINT },
    );
  }
  const tokens = tokenizer.encode(shown).length;
  if (tokens < contextLength) return;
  throw new InputError(
    `systemPrompt: it takes ${tokens} tokens and leaves no room for a question in the model's context of ${contextLength}`,
    { hint: 'Shorten it, or begin from a model with a longer context.' },
  );
}

function rendered(tokenizer: HfTokenizer, content: string): string {
  try {
    return tokenizer.renderChat(
      [
        { role: 'system', content },
        { role: 'user', content: '' },
      ],
      { addGenerationPrompt: true },
    );
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`systemPrompt: ${error.message}`, { hint: HINT, cause: error });
  }
}
