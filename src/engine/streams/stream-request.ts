/** What a stream of tokens is asked for, and what it gives. */

import type { AnswerForm } from '../constrain/answer-form.ts';
import type { ChoiceRule } from '../sampler/next-token.ts';

export interface StreamRequest {
  prompt: Int32Array;
  /** Of each sample; prompt and new tokens together must fit the context. */
  maxTokens: number;
  rule: ChoiceRule;
  /** Tokens that end a sample. */
  stopIds: readonly number[];
  /** One a sample: equal seeds draw alike. */
  seeds: readonly number[];
  /** What the answer is held to. */
  form?: AnswerForm;
  /** Likeliest tokens to give beside each chosen one. */
  topLogprobs: number;
}

/** One token, as soon as it is chosen. */
export interface StreamedToken {
  /** Which of the request's samples it belongs to. */
  sample: number;
  token: number;
  /** log p at temperature 1. */
  logprob: number;
  /** The likeliest tokens at this place and their log p, likeliest first. */
  top: readonly (readonly [token: number, logprob: number])[];
  /** `stop`: the token is one of `stopIds`. Null: the sample goes on. */
  end: 'stop' | 'length' | null;
}

/** Who is told of a request's tokens. */
export interface StreamListener {
  tokens(tokens: readonly StreamedToken[]): void;
  /** No more tokens will come. */
  failed(error: Error): void;
}
