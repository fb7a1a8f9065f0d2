/** Asks the server one request in its manner, and tells what came of it. */

import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Asked } from './asked.ts';
import { complaintOf } from './complaint.ts';
import type { Manner } from './manner.ts';

export interface Outcome {
  /** `left`: by its reader, before the answer was whole. `refused`: as it had to be. `busy`: there were too many. */
  end: 'answered' | 'refused' | 'busy' | 'left' | 'wrong';
  /** Of one that is wrong. */
  complaint: string;
}

/** No answer takes so long here. */
const LIMIT_MS = 120_000;

const kept = new Agent({ keepAlive: true });

/** Thrown away with its connection when `signal` fires. */
export async function ask(url: string, asked: Asked, manner: Manner, signal: AbortSignal): Promise<Outcome> {
  let hasLeft = false;
  const { method, path, body, contentType } = asked;
  const call = request(`${url}${path}`, {
    method,
    agent: manner.isKept ? kept : false,
    headers:
      method === 'POST' ? { 'content-type': contentType, 'content-length': Buffer.byteLength(body) } : {},
  });
  const leave = (): void => {
    hasLeft = true;
    call.destroy();
  };
  const late = setTimeout(() => call.destroy(new Error(`no end within ${LIMIT_MS / 1000} s`)), LIMIT_MS);
  const leaver = manner.leaves?.at === 'a time' ? setTimeout(leave, manner.leaves.ms) : undefined;
  signal.addEventListener('abort', leave, { once: true });
  try {
    if (signal.aborted) leave();
    const response = await responseOf(call, asked, manner, leave);
    const text = await readIn(manner, response, leave);
    const complaint = complaintOf(asked, response.statusCode ?? 0, text);
    if (complaint === 'busy') return { end: 'busy', complaint: '' };
    if (complaint !== null) return { end: 'wrong', complaint };
    return { end: asked.status === 200 ? 'answered' : 'refused', complaint: '' };
  } catch (error) {
    if (hasLeft) return { end: 'left', complaint: '' };
    return { end: 'wrong', complaint: String(error) };
  } finally {
    clearTimeout(late);
    clearTimeout(leaver);
    signal.removeEventListener('abort', leave);
  }
}

async function responseOf(
  call: ClientRequest,
  { body }: Asked,
  { leaves }: Manner,
  leave: () => void,
): Promise<IncomingMessage> {
  // A refusal may come while the body is still being sent.
  const answered = once(call, 'response') as Promise<[IncomingMessage]>;
  if (leaves?.at === 'half a request') {
    call.write(body.slice(0, body.length / 2));
    setTimeout(leave, 20);
  } else {
    call.end(body);
  }
  const [response] = await answered;
  // What goes wrong from here on is told to whoever reads the response.
  call.on('error', () => {});
  return response;
}

async function readIn(
  { leaves, pauseMs }: Manner,
  response: IncomingMessage,
  leave: () => void,
): Promise<string> {
  let text = '';
  let pieces = 0;
  for await (const piece of response.setEncoding('utf8') as AsyncIterable<string>) {
    text += piece;
    pieces++;
    if (leaves?.at === 'pieces' && pieces >= leaves.pieces) leave();
    if (leaves?.at === 'the last words' && /"finish_reason":"/.test(piece)) leave();
    if (pauseMs > 0) await wait(pauseMs);
  }
  return text;
}
