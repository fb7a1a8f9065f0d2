/**
 * Requests that wait and try again where that can help: too many requests (as long as the server asks for), a server's fault, a
 * connection that broke or stands still. Everything else is an error at once.
 */

import { setTimeout as pauseFor } from 'node:timers/promises';

import { FinR1Error, InputError, InterruptedError } from '../core/errors.ts';
import type { Refusal } from './refusal.ts';

export interface Net {
  signal: AbortSignal;
  /** Says why the next attempt waits: `huggingface.co answered 429; the next attempt in 12 s`. */
  onWait(text: string): void;
  /** What else can be done where a host cannot be reached. */
  unreachableHint: string;
  /** Waits; tests count instead. */
  pause?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

const ATTEMPTS = 6;
const FIRST_WAIT_SECONDS = 1;
const LONGEST_WAIT_SECONDS = 600;
const STALL_MS = 60_000;

const worthRetrying: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** A failure that may not come again. */
export class Passing extends Error {
  readonly afterSeconds: number | undefined;
  /** Whether more of a file is there than before: then the attempts are counted anew. */
  readonly gotOn: boolean;

  constructor(
    what: string,
    { afterSeconds, gotOn = false }: { afterSeconds?: number; gotOn?: boolean } = {},
  ) {
    super(what);
    this.afterSeconds = afterSeconds;
    this.gotOn = gotOn;
  }
}

/** Calls `attempt` until it ends with something else than `Passing`. @throws FinR1Error when the attempts are used up. */
export async function patiently<T>(attempt: () => Promise<T>, net: Net): Promise<T> {
  for (let failures = 0; ;) {
    requireGoingOn(net.signal);
    try {
      return await attempt();
    } catch (error) {
      requireGoingOn(net.signal);
      if (!(error instanceof Passing)) throw error;
      failures = error.gotOn ? 1 : failures + 1;
      const seconds = error.afterSeconds ?? FIRST_WAIT_SECONDS * 2 ** (failures - 1);
      if (failures >= ATTEMPTS || seconds > LONGEST_WAIT_SECONDS) throw givenUp(error, failures);
      net.onWait(`${error.message}; the next attempt in ${seconds} s`);
      await (net.pause ?? pauseUnlessStopped)(1000 * seconds, net.signal);
    }
  }
}

/** One request; its body is read by `take` within the same attempt, `alive` being called for each piece. */
export async function request<T>(
  url: string,
  init: RequestInit,
  { net, refusal }: { net: Net; refusal: Refusal },
  take: (response: Response, alive: () => void) => Promise<T>,
): Promise<T> {
  const stall = new AbortController();
  const watch = setTimeout(() => stall.abort(), STALL_MS);
  const signals = [net.signal, stall.signal, ...(init.signal ? [init.signal] : [])];
  const { host } = new URL(url);
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.any(signals) });
    if (worthRetrying.has(response.status)) {
      await response.body?.cancel();
      throw new Passing(`${host} answered ${response.status}`, { afterSeconds: waitAskedFor(response) });
    }
    if (!response.ok) throw await refusal(response);
    return await take(response, () => watch.refresh());
  } catch (error) {
    if (stall.signal.aborted) throw new Passing(`${host} sent nothing for ${STALL_MS / 1000} s`);
    throw networkFailure(host, error, net);
  } finally {
    clearTimeout(watch);
  }
}

/** A `fetch` for the hub's library that waits, tries again and puts refusals into words; bodies are read whole. */
export function patientFetch(net: Net, refusal: Refusal): typeof fetch {
  return (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input);
    const attempt = (): Promise<Response> =>
      request(url, init, { net, refusal }, async (response) => {
        const body = await response.arrayBuffer();
        const { status, headers } = response;
        return new Response(body.byteLength === 0 ? null : body, { status, headers });
      });
    return patiently(attempt, net);
  };
}

function requireGoingOn(signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw new InterruptedError('the transfer was stopped', {
    hint: 'Run the same command again: it goes on from what is there.',
  });
}

async function pauseUnlessStopped(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await pauseFor(milliseconds, undefined, { signal });
  } catch (error) {
    requireGoingOn(signal);
    throw error;
  }
}

function givenUp(last: Passing, failures: number): FinR1Error {
  const wait = last.afterSeconds === undefined ? '' : ` and asks to wait ${last.afterSeconds} s`;
  return new FinR1Error('hub-unavailable', `${last.message}${wait} (attempt ${failures} of ${ATTEMPTS})`, {
    hint: 'Run the same command again later: it goes on from what is there.',
    cause: last,
  });
}

/** Seconds by the header `retry-after`, which holds a number or a date. */
function waitAskedFor(response: Response): number | undefined {
  const asked = response.headers.get('retry-after');
  if (asked === null) return undefined;
  if (/^\d+$/.test(asked.trim())) return Number(asked);
  const date = Date.parse(asked);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}

/** Node's fetch says "fetch failed" or "terminated", and what happened in `cause`. */
function networkFailure(host: string, error: unknown, net: Net): unknown {
  if (!(error instanceof TypeError) || !(error.cause instanceof Error)) return error;
  const { cause } = error;
  const code = 'code' in cause ? String(cause.code) : '';
  if (/^(ECONNRESET|EPIPE|ETIMEDOUT|UND_ERR_.*)$/.test(code)) {
    return new Passing(`the connection to ${host} broke (${code})`);
  }
  const why = unreachable[code] ?? cause.message;
  return new InputError(`${host} cannot be reached: ${why}`, {
    code: 'unreachable',
    hint: `${net.unreachableHint} Behind a proxy, set HTTPS_PROXY and NODE_USE_ENV_PROXY=1.`,
    cause: error,
  });
}

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'it refuses connections',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name cannot be looked up now',
  ENETUNREACH: 'there is no way to it from this network',
  EHOSTUNREACH: 'there is no way to it from this network',
};
