/** Asks a model and tells the answer as it is written. */

import type { SourceDocument } from '../parts/source-pane.tsx';
import { checkConnection } from '../state/connection.ts';
import { eventsOf } from '../state/events.ts';
import { RequestFailure, send } from '../state/request.ts';
import type { Answer, Chunk, Failure } from './conversation.ts';
import { withChunk } from './conversation.ts';

export interface Asked {
  messages: { role: string; content: string }[];
  documents: readonly SourceDocument[];
  maxTokens: number;
}

/**
 * Calls `tell` with the answer so far, also with what it was when it failed or was stopped, which it does not throw.
 * A page is drawn at most once a frame, so chunks between two frames are told together.
 */
export async function streamAnswer(
  first: Answer,
  { messages, documents, maxTokens }: Asked,
  { signal, tell }: { signal: AbortSignal; tell: (answer: Answer) => void },
): Promise<void> {
  let answer = first;
  const start = performance.now();
  let isWhole = false;
  let frame: number | null = null;
  const show = (): void => {
    frame ??= requestAnimationFrame(() => {
      frame = null;
      tell(answer);
    });
  };
  const end = (last: Partial<Answer>): void => {
    if (frame !== null) cancelAnimationFrame(frame);
    tell({ ...answer, ...last, seconds: (performance.now() - start) / 1000 });
  };
  try {
    const response = await send('/v1/chat/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      signal,
      body: JSON.stringify({
        ...{ model: first.model, messages, documents, check: true, stream: true },
        ...{ temperature: first.temperature, seed: first.seed, max_tokens: maxTokens },
        stream_options: { include_usage: true },
      }),
    });
    for await (const data of eventsOf(response)) {
      if (data === '[DONE]') isWhole = true;
      else answer = withChunk(answer, JSON.parse(data) as Chunk);
      show();
    }
    if (answer.state === 'failed') end({});
    else if (isWhole) end({ state: 'ended' });
    else end({ state: 'failed', failure: { kind: 'broken' } });
  } catch (error) {
    if (signal.aborted) end({ state: 'stopped' });
    else end({ state: 'failed', failure: failureOf(error) });
  }
  // What broke off does not say whether the server is still there.
  if (!signal.aborted && !isWhole) void checkConnection();
}

function failureOf(error: unknown): Failure {
  if (error instanceof RequestFailure) {
    return error.status === 0 ? { kind: 'unreachable' } : { kind: 'told', message: error.message };
  }
  // A stream whose connection is lost.
  if (error instanceof TypeError) return { kind: 'broken' };
  return { kind: 'told', message: error instanceof Error ? error.message : String(error) };
}
