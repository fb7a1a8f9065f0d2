/** Asks the server to check a text or a file; one check at a time. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { checkConnection } from '../../state/connection.ts';
import { eventsOf } from '../../state/events.ts';
import { RequestFailure, send } from '../../state/request.ts';
import type { CheckAnswer, CheckProgress } from '../shapes.ts';
import { lastCheck } from './kept-check.ts';

export interface Asked {
  input: { text: string } | { file: File };
  /** Names of rulebooks; empty: all of the text's language. */
  rules: readonly string[];
  model: string | null;
}

export function useCheck() {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<RequestFailure | null>(null);
  const [progress, setProgress] = useState<CheckProgress | null>(null);
  const running = useRef<AbortController | null>(null);
  const stop = (): void => running.current?.abort();
  // Leaving the room stops what a model is asked.
  useEffect(() => stop, []);
  const check = async ({ input, rules, model }: Asked): Promise<boolean> => {
    stop();
    const controller = new AbortController();
    running.current = controller;
    setBusy(true);
    setFailure(null);
    setProgress(null);
    try {
      const response = await send('/v1/compliance/check', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          ...('text' in input ? input : { document: await documentOf(input.file) }),
          ...(rules.length > 0 && { rules }),
          ...(model !== null && { model }),
          stream: true,
        }),
        signal: controller.signal,
      });
      const answer = await answerOf(response, setProgress);
      lastCheck.set({ file: 'file' in input ? input.file.name : null, answer });
      return true;
    } catch (error) {
      if (controller.signal.aborted) return false;
      if (!(error instanceof RequestFailure || error instanceof TypeError)) throw error;
      setFailure(error instanceof RequestFailure ? error : brokenOff());
      return false;
    } finally {
      if (running.current === controller) setBusy(false);
    }
  };
  return { isBusy, failure, progress, check, stop };
}

type Told = CheckProgress | ({ object: 'list' } & CheckAnswer) | { error: { message: string } };

/** @throws RequestFailure for what the server says went wrong, TypeError where its stream breaks off. */
async function answerOf(response: Response, tell: (progress: CheckProgress) => void): Promise<CheckAnswer> {
  let answer: CheckAnswer | null = null;
  for await (const data of eventsOf(response)) {
    if (data === '[DONE]') break;
    const told = JSON.parse(data) as Told;
    if ('error' in told) throw new RequestFailure(BROKEN, told.error.message);
    if (told.object === 'list') answer = { data: told.data, notes: told.notes };
    else tell(told);
  }
  if (answer === null) throw new TypeError('the answer broke off');
  return answer;
}

/** The status that a stream which has begun can no longer have. */
const BROKEN = 500;

function brokenOff(): RequestFailure {
  // It does not say whether the server is still there.
  void checkConnection();
  return new RequestFailure(0, 'the server cannot be reached');
}

async function documentOf(file: File): Promise<{ name: string; data: string }> {
  return { name: file.name, data: base64Of(new Uint8Array(await file.arrayBuffer())) };
}

const CHUNK = 0x8000;

function base64Of(bytes: Uint8Array): string {
  let binary = '';
  // A call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += CHUNK)
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(binary);
}
