/**
 * What a failed try means: whether trying again may help, whether every other request would fail alike, and whether it
 * may have been billed all the same.
 */

import { APICallError, AISDKError } from '@ai-sdk/provider';
import { mayBeBilled } from './billed.ts';
import { TransportError } from './http-send.ts';

export interface Failure {
  /**
   * `refused`: too much to do just now. `passing`: may work when tried again. `final`: this request never will.
   * `stop`: no request to this model will.
   */
  kind: 'refused' | 'passing' | 'final' | 'stop';
  message: string;
  status?: number;
  /** As the server asked for. */
  retryAfterMs?: number;
  mayBeBilled: boolean;
}

/** An answer came, but it is none that can be used (no choice, cut short by the provider). */
export class BrokenAnswerError extends Error {}

const EXCERPT = 400;
const PASSING = new Set([408, 409, 425]);
const STOPPING = new Set([401, 402, 403, 404]);
/** 529: overloaded, at some providers. */
const REFUSING = new Set([429, 503, 529]);

/** @throws the error itself when it is none of a request: a bug, or the end that the caller asked for. */
export function failureOf(error: unknown, now = Date.now()): Failure {
  const transport = causes(error).find((cause) => cause instanceof TransportError);
  if (transport) {
    const { message, sent, timedOut } = transport;
    return { kind: timedOut ? 'refused' : 'passing', message, mayBeBilled: sent };
  }
  if (error instanceof BrokenAnswerError) {
    return { kind: 'passing', message: error.message, mayBeBilled: true };
  }
  if (APICallError.isInstance(error) && error.statusCode !== undefined) {
    return statusFailure(error, error.statusCode, now);
  }
  // The provider package read the answer and could not make sense of it.
  if (AISDKError.isInstance(error)) return { kind: 'passing', message: error.message, mayBeBilled: true };
  throw error;
}

/**
 * Reads a refusal that says how long prompt and context are, as OpenAI and vLLM word it. Null for every other one, also
 * where only prompt and `maxTokens` together are too much.
 */
export function promptTooLong(message: string): { promptTokens: number; contextLength: number } | null {
  const context = /maximum context length is (\d+)/.exec(message)?.[1];
  const prompt =
    /(\d+) (?:tokens )?in the messages|resulted in (\d+) tokens|has (\d+) input tokens|requested (\d+) tokens(?! \()/.exec(
      message,
    );
  const promptTokens = Number(prompt?.slice(1).find((group) => group !== undefined) ?? Number.NaN);
  const contextLength = Number(context ?? Number.NaN);
  return promptTokens >= contextLength ? { promptTokens, contextLength } : null;
}

function statusFailure(error: APICallError, status: number, now: number): Failure {
  const isAnswer = status >= 200 && status < 300;
  const said = isAnswer ? `the answer cannot be read (${error.message})` : saidBy(error);
  const message = `HTTP ${status}: ${said}`.slice(0, EXCERPT);
  const base = { message, status, mayBeBilled: mayBeBilled(status) };
  if (STOPPING.has(status) || isOutOfCredit(error)) return { ...base, kind: 'stop' };
  const retryAfterMs = retryAfter(error.responseHeaders ?? {}, now);
  if (REFUSING.has(status)) return { ...base, kind: 'refused', retryAfterMs };
  const isPassing = isAnswer || PASSING.has(status) || status >= 500;
  return isPassing ? { ...base, kind: 'passing', retryAfterMs } : { ...base, kind: 'final' };
}

/** The server's own words where there are any: its message, or the beginning of the body. */
function saidBy(error: APICallError): string {
  return error.data === undefined ? error.responseBody?.trim() || error.message : error.message;
}

/** OpenAI says 429 for that too; no waiting helps. */
function isOutOfCredit(error: APICallError): boolean {
  return error.statusCode === 429 && /insufficient_quota/.test(error.responseBody ?? '');
}

/** Milliseconds from `retry-after` (seconds or a date) or `retry-after-ms`. */
function retryAfter(headers: Record<string, string>, now: number): number | undefined {
  const ms = Number(headers['retry-after-ms'] ?? Number.NaN);
  if (ms >= 0) return ms;
  const text = headers['retry-after'];
  if (text === undefined) return undefined;
  const wait = /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

function causes(error: unknown): unknown[] {
  const all: unknown[] = [];
  for (let cause = error; cause instanceof Error && !all.includes(cause); cause = cause.cause)
    all.push(cause);
  return all;
}
