/** Requests tried again where that may help, always with the same body and ids, so that a server can tell a repetition. */

import { givenUp, refusalOf, waitText, wordsOf } from './refusal.ts';
import { NoAnswer } from './no-answer.ts';
import { textOf } from './transport.ts';
import type { Call, Reply, Transport } from './transport.ts';

export interface Patience {
  /** At most so many attempts; absent: as long as the transport's patience lasts. */
  attempts?: number;
  longestWaitMs: number;
  /** Where 429 is back-pressure and no failure: the same request waits so long, and again, until there is room. */
  fullWaitMs?: number;
}

/** What opens, reads and lists. */
export const BRIEF: Patience = { attempts: 10, longestWaitMs: 10_000 };
/** What trains, saves and samples. */
export const LASTING: Patience = { longestWaitMs: 30_000 };

const FIRST_WAIT_MS = 500;
const LONGEST_ASKED_MS = 60_000;
/** A server may be full for as many times the usual patience as its present work takes. */
const FULL_TIMES = 12;
/** Without credit the server is asked again this often, for so many times the usual patience: somebody may pay. */
export const UNPAID_WAIT_MS = 30_000;
export const UNPAID_TIMES = 12;

/**
 * The answer with a status of 2xx, or 3xx where the call allows it. @throws RequestError for a refusal, or when the patience is used up (`retryable`: it is
 * unknown whether the server took the request).
 */
export async function sendPatiently(transport: Transport, call: Call, patience: Patience): Promise<Reply> {
  const { clock, patienceMs } = transport.options;
  const begun = clock.now();
  let started = begun;
  const failures: string[] = [];
  for (;;) {
    const outcome = await tryOnce(transport, call);
    const reply = outcome instanceof NoAnswer ? undefined : outcome;
    if (reply !== undefined && isSuccess(reply.status, call.mayRedirect)) return reply;
    if (reply !== undefined && !isWorthRetrying(reply)) throw refusalOf(transport, call, reply);
    const { fullWaitMs } = patience;
    if (reply?.status === 429 && fullWaitMs !== undefined && clock.now() - begun < patienceMs * FULL_TIMES) {
      transport.tellWait(`${transport.host} has no room for more samples; they wait`);
      await transport.pause(askedWaitOf(reply.headers) ?? fullWaitMs);
      started = clock.now();
      failures.length = 0;
      continue;
    }
    failures.push(outcome instanceof NoAnswer ? outcome.message : wordsOf(outcome));
    const isUnpaid = reply?.status === 402;
    const waitMs = isUnpaid
      ? UNPAID_WAIT_MS
      : waitOf(failures.length, patience, clock.random(), reply?.headers);
    const ms = clock.now() - started;
    const isLasting = outcome instanceof NoAnswer && !outcome.mayPass;
    if (
      isLasting ||
      failures.length === patience.attempts ||
      ms + waitMs > patienceMs * (isUnpaid ? UNPAID_TIMES : 1)
    ) {
      const cause = outcome instanceof NoAnswer ? outcome : undefined;
      throw givenUp(transport, call, failures, { status: reply?.status, ms, cause });
    }
    transport.tellWait(waitText(transport, call, failures, waitMs));
    await transport.pause(waitMs);
  }
}

function isSuccess(status: number, mayRedirect = false): boolean {
  return status >= 200 && status < (mayRedirect ? 400 : 300);
}

export async function tryOnce(transport: Transport, call: Call): Promise<Reply | NoAnswer> {
  try {
    return await transport.send(call);
  } catch (error) {
    if (error instanceof NoAnswer) return error;
    throw error;
  }
}

/** 400 without a body is a proxy's fault; 425 is a checkpoint that is still being written. */
function isWorthRetrying({ status, headers, bytes }: Reply): boolean {
  const said = headers.get('x-should-retry');
  if (status >= 400 && (said === 'true' || said === 'false')) return said === 'true';
  if (status === 400) return textOf(bytes).trim() === '';
  return [402, 408, 409, 425, 429].includes(status) || status >= 500;
}

/** As long as the server asks for, else doubled each time, with jitter so that many clients do not come at once. */
export function waitOf(
  failures: number,
  { longestWaitMs }: Patience,
  random: number,
  headers?: Headers,
): number {
  const asked = headers === undefined ? undefined : askedWaitOf(headers);
  if (asked !== undefined) return asked;
  return Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), longestWaitMs) * (1 - random / 4);
}

/** Milliseconds by `retry-after-ms`, or by `retry-after`, which holds seconds or a date; undefined beyond a minute. */
function askedWaitOf(headers: Headers): number | undefined {
  const precise = headers.get('retry-after-ms');
  const asked = headers.get('retry-after');
  const seconds = asked === null ? NaN : Number(asked);
  const ms =
    precise !== null
      ? Number(precise)
      : Number.isNaN(seconds)
        ? Date.parse(asked ?? '') - Date.now()
        : 1000 * seconds;
  return ms >= 0 && ms <= LONGEST_ASKED_MS ? ms : undefined;
}
