/**
 * Chat templates: a conversation to the text a model sees, by the Jinja template that came with the model.
 * Rendering follows transformers' `apply_chat_template` (block trimming, `raise_exception`), byte for byte on what chats
 * hold (`interop/parity_templates.py`). Where `@huggingface/jinja` stays JavaScript: truth values print as `true`, numbers in JSON as
 * 1e-7 and 1 (Python: 1e-07, 1.0), and `continue` and `break` drop what their turn of the loop has written.
 */

import { join } from 'node:path';
import { Template } from '@huggingface/jinja';
import { InputError } from '../../core/errors.ts';
import { readText } from '../files/read-json.ts';
import { exists } from '../files/write-atomic.ts';
import { pythonStrip, stripAsPython } from './python-strip.ts';
import type { TokenizerConfig } from './tokenizer-json.ts';

/** A message as templates read it; those of `core` are such messages. */
export interface TemplateMessage {
  role: string;
  content: string;
  reasoning_content?: string;
  tool_calls?: readonly {
    id: string;
    type: 'function';
    /** `arguments` are an object, or a text where that is none. */
    function: { name: string; arguments: unknown };
  }[];
  tool_call_id?: string;
  name?: string;
}

/** ChatML as Qwen2 has it, without a default system message. */
export const chatMlTemplate =
  "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}" +
  "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

/**
 * The source of a model's chat template: `chat_template.jinja`, else `chat_template` of the tokenizer's config (of
 * several named ones the one called `default`). Null when the model has none.
 */
export async function readChatTemplate(directory: string, config: TokenizerConfig): Promise<string | null> {
  const path = join(directory, 'chat_template.jinja');
  if (await exists(path)) return readText(path);
  const inConfig = config.chat_template ?? null;
  if (inConfig === null || typeof inConfig === 'string') return inConfig;
  return inConfig.find((entry) => entry.name === 'default')?.template ?? null;
}

/** The template that the tokenizer's config has for conversations with tools beside the usual one; null: none. */
export function toolTemplateIn({ chat_template: all }: TokenizerConfig): string | null {
  return Array.isArray(all) ? (all.find(({ name }) => name === 'tool_use')?.template ?? null) : null;
}

/** A template ready to render; `where` names the model in errors. */
export class ChatTemplate {
  readonly #template: Template;
  readonly #where: string;
  readonly #specialTokens: Readonly<Record<string, string>>;

  /** Throws `InputError` when the source is not valid Jinja. */
  constructor(source: string, where: string, specialTokens: Readonly<Record<string, string>> = {}) {
    this.#where = where;
    this.#specialTokens = specialTokens;
    try {
      this.#template = new Template(source);
      stripAsPython(this.#template.parsed);
    } catch (error) {
      throw new InputError(`${where}: the chat template cannot be parsed (${(error as Error).message})`, {
        hint: 'Repair it: chat_template.jinja, or chat_template of tokenizer_config.json.',
        cause: error,
      });
    }
  }

  /** The conversation as text. Throws `InputError` when the template rejects it (an unknown role, say). */
  render(
    messages: readonly TemplateMessage[],
    addGenerationPrompt: boolean,
    tools: readonly object[] | null = null,
  ): string {
    try {
      return this.#template.render({
        ...this.#specialTokens,
        ...pythonStrip,
        messages,
        add_generation_prompt: addGenerationPrompt,
        // Defined and empty where there are none, as transformers gives them: templates ask `is not none`.
        tools,
        documents: null,
      });
    } catch (error) {
      throw new InputError(
        `${this.#where}: the chat template rejects the messages (${(error as Error).message})`,
        {
          cause: error,
        },
      );
    }
  }
}
