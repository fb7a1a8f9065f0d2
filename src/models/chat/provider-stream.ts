/** The stream of a provider's answer as events: thinking that it sends apart is told as models write it inline, calls as they come. */

import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { tokenShare } from '../estimate-tokens.ts';
import { reasonOf } from '../provider-answer.ts';
import type { ChatEvent } from './chat-model.ts';

export class ProviderStream {
  readonly #sample: number;
  readonly #tell: (event: ChatEvent) => void;
  #isThinking = false;
  /** Of everything written: providers count at the end, or not at all, and a reader may leave before. */
  #tokens = 0;
  /** By the provider's id: which call it is, and how much of its arguments was told. */
  readonly #calls = new Map<string, { index: number; told: number }>();

  constructor(sample: number, tell: (event: ChatEvent) => void) {
    this.#sample = sample;
    this.#tell = tell;
  }

  /** True: the answer is whole. @throws what the provider sends as an error. */
  take(part: LanguageModelV4StreamPart): boolean {
    const sample = this.#sample;
    switch (part.type) {
      case 'reasoning-delta':
        this.#text(this.#isThinking ? part.delta : `<think>\n${part.delta}`);
        this.#isThinking = true;
        return false;
      case 'text-delta':
        this.#answer(part.delta);
        return false;
      case 'tool-input-start':
        this.#begin(part.id, part.toolName, '');
        return false;
      case 'tool-input-delta':
        this.#goOn(part.id, part.delta);
        return false;
      case 'tool-call': {
        // Told in pieces before, or only here.
        const known = this.#calls.get(part.toolCallId);
        if (known === undefined) this.#begin(part.toolCallId, part.toolName, part.input);
        else if (known.told === 0) this.#goOn(part.toolCallId, part.input);
        return false;
      }
      case 'error':
        throw part.error;
      case 'finish': {
        const { finishReason, usage } = part;
        const completionTokens = usage.outputTokens.total || Math.ceil(this.#tokens);
        const promptTokens = usage.inputTokens.total;
        const end = reasonOf(finishReason.unified);
        this.#tell({ sample, end, completionTokens, ...(promptTokens && { promptTokens }) });
        return true;
      }
      default:
        return false;
    }
  }

  /** `written`: what it took, where that is told as a call. */
  #text(text: string, written = text): void {
    const before = Math.ceil(this.#tokens);
    this.#tokens += tokenShare(written);
    this.#tell({ sample: this.#sample, text, tokens: Math.ceil(this.#tokens) - before, logprobs: [] });
  }

  /** What is said after a thought. */
  #answer(text: string): void {
    this.#text(this.#isThinking ? `\n</think>\n${text}` : text);
    this.#isThinking = false;
  }

  #begin(id: string, name: string, text: string): void {
    if (this.#isThinking) this.#answer('');
    const index = this.#calls.size;
    this.#calls.set(id, { index, told: text.length });
    this.#text('', name + text);
    this.#tell({ sample: this.#sample, call: { index, begins: { id, name }, arguments: text } });
  }

  #goOn(id: string, text: string): void {
    const call = this.#calls.get(id);
    if (call === undefined || text === '') return;
    call.told += text.length;
    this.#text('', text);
    this.#tell({ sample: this.#sample, call: { index: call.index, arguments: text } });
  }
}
