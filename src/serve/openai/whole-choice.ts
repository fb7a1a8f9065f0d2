/** One of the answers of a request, put together from its chunks. */

import type { Evidence } from '../check/documents.ts';
import { RunningCheck } from '../check/running-check.ts';
import type { Check } from '../check/running-check.ts';
import type { Calculated } from '../calculators/calculated.ts';
import type { ChatLogprob, ChunkChoice } from './answers.ts';

export interface ChatToolCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}

export interface ChatChoice {
  index: number;
  message: {
    role: 'assistant';
    /** Null beside calls alone. */
    content: string | null;
    refusal: null;
    reasoning_content: string | null;
    tool_calls?: ChatToolCall[];
    /** What the server computed for the model. */
    calculations?: Calculated[];
  };
  logprobs: { content: ChatLogprob[] } | null;
  finish_reason: string;
  /** Where `check` was asked for. */
  check?: Check;
}

export class WholeChoice {
  #content = '';
  #reasoning = '';
  #finish = 'stop';
  readonly #logprobs: ChatLogprob[] = [];
  readonly #calls: ChatToolCall[] = [];
  readonly #calculations: Calculated[] = [];

  push({ delta, logprobs, finish_reason: finish }: ChunkChoice): void {
    this.#content += delta.content ?? '';
    this.#reasoning += delta.reasoning_content ?? '';
    this.#finish = finish ?? this.#finish;
    this.#logprobs.push(...(logprobs?.content ?? []));
    for (const { index, id, function: part } of delta.tool_calls ?? []) {
      const call = (this.#calls[index] ??= {
        ...{ id: id ?? '', type: 'function' },
        function: { name: part.name ?? '', arguments: '' },
      });
      call.function.arguments += part.arguments;
    }
    for (const { index: _, ...calculation } of delta.calculations ?? []) this.#calculations.push(calculation);
  }

  whole(index: number, options: { withLogprobs: boolean; evidence: Evidence | null }): ChatChoice {
    const [reasoning, content] = [this.#reasoning, this.#content];
    return {
      index,
      message: {
        role: 'assistant',
        content: content === '' && this.#calls.length > 0 ? null : content,
        refusal: null,
        reasoning_content: reasoning === '' ? null : reasoning,
        ...(this.#calls.length > 0 && { tool_calls: this.#calls }),
        ...(this.#calculations.length > 0 && { calculations: this.#calculations }),
      },
      logprobs: options.withLogprobs ? { content: this.#logprobs } : null,
      finish_reason: this.#finish,
      ...(options.evidence !== null && { check: this.#check(options.evidence) }),
    };
  }

  #check(evidence: Evidence): Check {
    const check = new RunningCheck(evidence);
    for (const calculation of this.#calculations) check.learn(calculation);
    return check.end(this.#reasoning, this.#content);
  }
}
