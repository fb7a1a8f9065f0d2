/** The proposal with something changed, computed by the server once the slider rests; an answer that is no longer wanted is broken off. */

import { useEffect, useState } from 'preact/hooks';
import { read, RequestFailure } from '../../state/request.ts';
import type { SaidAdvice } from '../api.ts';
import { posted, whatIfApi } from '../api.ts';
import type { DoneAdvice } from '../kept-advice.ts';

const REST_MS = 200;

export interface WhatIf {
  /** The last that was computed; null: nothing is changed. */
  advice: SaidAdvice | null;
  isBusy: boolean;
  failure: RequestFailure | null;
}

/** @param change As JSON; null: nothing is changed. */
export function useWhatIf({ input, advice: proposed }: DoneAdvice, change: string | null): WhatIf {
  const [state, setState] = useState<WhatIf>({ advice: null, isBusy: false, failure: null });
  useEffect(() => {
    if (change === null) {
      setState({ advice: null, isBusy: false, failure: null });
      return;
    }
    const left = new AbortController();
    setState((before) => ({ ...before, isBusy: true }));
    const ask = async (): Promise<void> => {
      try {
        const { profile, market, products } = input;
        // The same simulated cases as the proposal's, so that only the change makes a difference.
        const { seed, paths } = proposed.assumptions;
        const body = {
          ...{ profile, market, products, assumptions: { seed, paths } },
          change: JSON.parse(change) as object,
        };
        const advice = await read<SaidAdvice>(whatIfApi, posted(body, left.signal));
        setState({ advice, isBusy: false, failure: null });
      } catch (error) {
        if (left.signal.aborted) return;
        if (!(error instanceof RequestFailure)) throw error;
        setState({ advice: null, isBusy: false, failure: error });
      }
    };
    const timer = setTimeout(() => void ask(), REST_MS);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [input, proposed, change]);
  return state;
}
