/** What can go wrong at a provider, as the test server plays it: refusals, broken bodies, and answers that are no answers. */

import { Random } from '../core/random.ts';

/**
 * Refusals (nothing is generated, nothing paid): `rate-limit` (429, retry-after in seconds), `rate-limit-date` (429,
 * retry-after as a date), `server-error` (500), `unavailable` (503), `bad-request` (400), `unauthorised` (401),
 * `not-found` (404).
 * Broken transport (generated and paid, but not received): `reset` (connection cut in the middle of the body),
 * `truncated-json` (half a body, sent as if it were whole), `hang` (no answer at all).
 * Answers (paid and received): `slow-body` (in pieces), `unclosed-think`, `null-content`, `length`, `content-filter`,
 * `separate-thinking` (`reasoning_content`), `separate-only` (`reasoning_content`, no content, cut off by the limit).
 */
export const faults = [
  'rate-limit',
  'rate-limit-date',
  'server-error',
  'unavailable',
  'bad-request',
  'unauthorised',
  'not-found',
  'reset',
  'truncated-json',
  'hang',
  'slow-body',
  'unclosed-think',
  'null-content',
  'length',
  'content-filter',
  'separate-thinking',
  'separate-only',
] as const;
export type Fault = (typeof faults)[number];

/** Probability of each fault; they exclude each other, so that their sum is at most 1. */
export type FaultRates = Partial<Record<Fault, number>>;

/**
 * The fault of one attempt. It depends on the request and on how often it was asked, not on the order in which
 * requests arrive, so that a run with many in flight meets the same faults each time.
 */
export function drawFault(rates: FaultRates, seed: number, request: string, attempt: number): Fault | null {
  let left = Random.derive(seed, 'fault', request, attempt).float();
  for (const fault of faults) {
    left -= rates[fault] ?? 0;
    if (left < 0) return fault;
  }
  return null;
}

export interface Refusal {
  status: number;
  message: string;
  headers: Record<string, string>;
}

/** How a fault refuses; null where it does not. */
export function refusalOf(fault: Fault | null, retryAfterSeconds: number): Refusal | null {
  switch (fault) {
    case 'rate-limit':
      return refusal(429, 'Rate limit reached', { 'retry-after': String(retryAfterSeconds) });
    case 'rate-limit-date': {
      const date = new Date(Date.now() + retryAfterSeconds * 1000).toUTCString();
      return refusal(429, 'Rate limit reached', { 'retry-after': date });
    }
    case 'server-error':
      return refusal(500, 'The server had an error');
    case 'unavailable':
      return refusal(503, 'The engine is overloaded');
    case 'bad-request':
      return refusal(400, 'This request is not valid');
    case 'unauthorised':
      return refusal(401, 'Incorrect API key provided');
    case 'not-found':
      return refusal(404, 'The model does not exist');
    default:
      return null;
  }
}

function refusal(status: number, message: string, headers: Record<string, string> = {}): Refusal {
  return { status, message, headers };
}

export interface TestCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}

/** What the model says: a text, or calls of tools with a text in front of them. */
export type TestAnswer =
  string | { content: string | null; reasoning_content?: string; tool_calls: TestCall[] };

export interface ChatRequest {
  model: string;
  /** Of a message with calls the content may be null, which no test looks at. */
  messages: { role: string; content: string; tool_calls?: TestCall[]; tool_call_id?: string }[];
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  tools?: { type: string; function: { name: string; parameters: object; strict?: boolean } }[];
  tool_choice?: unknown;
  parallel_tool_calls?: boolean;
  max_tokens?: number;
  seed?: number;
  temperature?: number;
  response_format?: { type: string };
}

const THINKING = 'The change is 120 - 100 = 20. Divided by 100 it is 0.2.';
const CONTENT = 'The answer is \\boxed{20%}.';

/** What the server's model says when no `answer` is given. */
export const DEFAULT_ANSWER = `<think>\n${THINKING}\n</think>\n${CONTENT}`;

/** The body of a completion; `answer` is what the model would say without a fault. */
export function completionBody(
  request: ChatRequest,
  answer: TestAnswer,
  fault: Fault | null,
  number: number,
) {
  const { message, finishReason } =
    typeof answer === 'string' ? shaped(answer, fault) : { message: answer, finishReason: 'tool_calls' };
  const promptTokens = tokens(request.messages.map(({ content }) => content).join(''));
  const called = (message.tool_calls ?? []).map((call) => call.function.arguments).join('');
  const completionTokens = tokens(`${message.content ?? ''}${message.reasoning_content ?? ''}${called}`);
  return {
    id: `chatcmpl-${number}`,
    object: 'chat.completion',
    created: 1_750_000_000,
    model: request.model,
    choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finishReason }] as const,
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
  };
}

interface Shaped {
  message: { content: string | null; reasoning_content?: string; tool_calls?: TestCall[] };
  finishReason: string;
}

function shaped(text: string, fault: Fault | null): Shaped {
  switch (fault) {
    case 'unclosed-think':
      return { message: { content: `<think>\n${THINKING} Let me check` }, finishReason: 'length' };
    case 'null-content':
      return { message: { content: null }, finishReason: 'stop' };
    case 'length':
      return { message: { content: text.slice(0, text.length - 3) }, finishReason: 'length' };
    case 'content-filter':
      return { message: { content: '' }, finishReason: 'content_filter' };
    case 'separate-thinking':
      return { message: { content: CONTENT, reasoning_content: THINKING }, finishReason: 'stop' };
    case 'separate-only':
      return { message: { content: '', reasoning_content: THINKING }, finishReason: 'length' };
    default:
      return { message: { content: text }, finishReason: 'stop' };
  }
}

function tokens(text: string): number {
  return Math.ceil(text.length / 4);
}
