/** Asks the server to check a text or a file; one check at a time. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { read, RequestFailure } from '../../state/request.ts';
import type { CheckAnswer } from '../shapes.ts';
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
    try {
      const answer = await read<CheckAnswer>('/v1/compliance/check', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          ...('text' in input ? input : { document: await documentOf(input.file) }),
          ...(rules.length > 0 && { rules }),
          ...(model !== null && { model }),
        }),
        signal: controller.signal,
      });
      lastCheck.set({ file: 'file' in input ? input.file.name : null, answer });
      return true;
    } catch (error) {
      if (controller.signal.aborted) return false;
      if (!(error instanceof RequestFailure)) throw error;
      setFailure(error);
      return false;
    } finally {
      if (running.current === controller) setBusy(false);
    }
  };
  return { isBusy, failure, check, stop };
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
