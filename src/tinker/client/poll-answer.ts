/** What each answer to a poll for a job's result means. */

import { DivergedError, FinR1Error, InputError, RequestError } from '../../core/errors.ts';
import { namesProtobuf } from '../wire/content-types.ts';
import { futureAnswerOf } from '../wire/future-bodies.ts';
import { NoAnswer } from './no-answer.ts';
import { nameOf, refusalOf, wordsOf } from './refusal.ts';
import { LASTING, UNPAID_TIMES, UNPAID_WAIT_MS, waitOf } from './send-patiently.ts';
import { jsonOf } from './transport.ts';
import type { Call, Reply, Transport } from './transport.ts';

export interface Job {
  requestId: string;
  /** As the API calls it, e.g. `ForwardBackward`: for the server's records and for messages. */
  type: string;
  /** Whether the result may come as protobuf. */
  protobuf: boolean;
  /** A poll that times out is "not yet": the server holds polls for longer than a client waits. */
  holdsPolls: boolean;
}

export type JobResult = { encoding: 'protobuf'; bytes: Uint8Array } | { encoding: 'json'; value: unknown };

export type PollAnswer =
  | { kind: 'result'; result: JobResult }
  /** A sign of life. */
  | { kind: 'not-yet'; why: string | undefined }
  | { kind: 'refused'; said: string }
  | {
      kind: 'failing';
      what: string;
      waitMs: number;
      /** Further attempts would not help. */
      isLasting: boolean;
      /** How many times the usual patience is right. */
      patienceTimes: number;
      status?: number;
      cause?: unknown;
    };

/** The server holds no result of that id any longer. */
export class ExpiredError extends RequestError {}

/** `failures` before this one. @throws FinR1Error for answers that end the wait. */
export function pollAnswerOf(
  transport: Transport,
  call: Call,
  job: Job,
  outcome: Reply | NoAnswer,
  failures: number,
): PollAnswer {
  const later = (headers?: Headers): number =>
    waitOf(failures + 1, LASTING, transport.options.clock.random(), headers);
  if (outcome instanceof NoAnswer) {
    if (outcome.isTimeout && job.holdsPolls) return { kind: 'not-yet', why: undefined };
    const { message: what, mayPass } = outcome;
    return { ...failing, what, waitMs: later(), isLasting: !mayPass, cause: outcome };
  }
  const { status, headers } = outcome;
  if (status >= 200 && status < 300) return resultIn(transport, call, job, outcome);
  const what = wordsOf(outcome);
  if (status === 408) return { kind: 'not-yet', why: undefined };
  if (status === 400) return { kind: 'refused', said: what };
  if (status === 402) {
    return { ...failing, what, waitMs: UNPAID_WAIT_MS, patienceTimes: UNPAID_TIMES, status };
  }
  // The server lives, and says when to come back.
  if (status === 429 || status >= 500) return { ...failing, what, waitMs: later(headers), status };
  if (status === 410) throw expired(transport, call, job, outcome);
  throw refusalOf(transport, call, outcome);
}

const failing = { kind: 'failing', isLasting: false, patienceTimes: 1 } as const;

function resultIn(transport: Transport, call: Call, job: Job, { headers, bytes }: Reply): PollAnswer {
  if (namesProtobuf(headers.get('content-type'))) {
    return { kind: 'result', result: { encoding: 'protobuf', bytes } };
  }
  const answer = futureAnswerOf(jsonIn(transport, call, bytes));
  switch (answer.kind) {
    case 'try-again':
      return { kind: 'not-yet', why: answer.reason ?? answer.queueState };
    // Never asked for; the next poll brings the result itself.
    case 'metadata':
      return { kind: 'not-yet', why: undefined };
    case 'failed':
      throw jobFailed(job, answer);
    case 'result':
      return { kind: 'result', result: { encoding: 'json', value: answer.value } };
  }
}

/** @throws FinR1Error where the server sent something else than JSON. */
export function jsonIn(transport: Transport, call: Call, bytes: Uint8Array): unknown {
  try {
    return jsonOf(bytes);
  } catch (cause) {
    throw new FinR1Error('malformed', `${nameOf(transport, call)}: the answer is not JSON`, {
      hint: 'Something between here and the server changes its answers, or the address is that of another server.',
      cause,
    });
  }
}

/** The error of a job that ran and failed, in the server's words. */
export function jobFailed(
  { type, requestId }: Job,
  { error, category, code }: { error: string; category: string; code?: string },
): FinR1Error {
  const message = `${type} failed at the server (request ${requestId}): ${error}`;
  if (code === 'diverged') {
    return new DivergedError(message, { hint: 'Lower the learning rate, or look at the data of this step.' });
  }
  if (category === 'user') return new InputError(message, { code: code ?? 'job-failed' });
  return new FinR1Error(code ?? 'job-failed', message, { hint: 'The log of the server may say more.' });
}

function expired(transport: Transport, call: Call, { type }: Job, reply: Reply): ExpiredError {
  return new ExpiredError(
    `${nameOf(transport, call)}: ${wordsOf(reply)}: the server no longer holds the result of ${type}`,
    {
      status: 410,
      retryable: false,
      stopsRun: true,
      hint: 'Whether the job ran is unknown; go on from the last checkpoint.',
    },
  );
}
