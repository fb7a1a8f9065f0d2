/** Computes the proposal, and leads to it. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { language } from '../../state/preferences.ts';
import { read, RequestFailure } from '../../state/request.ts';
import { useStore } from '../../state/store.ts';
import { useTexts } from '../../text/use-texts.ts';
import type { AdviceInput, Questionnaire, SaidAdvice } from '../api.ts';
import { adviseApi, posted } from '../api.ts';
import { profileOf } from '../draft.ts';
import { draft, lastAdvice, sources } from '../kept-advice.ts';
import { useAdvice } from '../texts.ts';

interface Props {
  questionnaire: Questionnaire;
  /** How many answers are. */
  missing: number;
}

export function Compute({ questionnaire, missing }: Props) {
  const text = useAdvice();
  const { parts } = useTexts();
  const [, navigate] = useLocation();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<RequestFailure | null>(null);
  const running = useRef<AbortController | null>(null);
  const stop = (): void => running.current?.abort();
  useEffect(() => stop, []);
  const compute = async (): Promise<void> => {
    const { market, products, model } = sources.get();
    const [firstMarket, firstProducts] = [questionnaire.markets[0], questionnaire.products[0]];
    const input: AdviceInput = {
      // The explanation is written in one language: the one that is being read.
      profile: { ...profileOf(draft.get()), language: language.get() },
      market: market ?? { id: firstMarket?.id ?? '' },
      products: products ?? { id: firstProducts?.id ?? '' },
      model,
    };
    const controller = new AbortController();
    running.current = controller;
    setBusy(true);
    setFailure(null);
    try {
      const advice = await read<SaidAdvice>(adviseApi, posted(input, controller.signal));
      lastAdvice.set({ input, advice });
      navigate('/advice/result');
    } catch (error) {
      if (controller.signal.aborted) return;
      if (!(error instanceof RequestFailure)) throw error;
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const { model } = useStore(sources);
  const busyText = model === null ? text.computing : text.computingWith(model);
  return (
    <div class="compute">
      {isBusy ? (
        <button type="button" onClick={stop}>
          {text.stop}
        </button>
      ) : (
        <button type="button" class="primary" disabled={missing > 0} onClick={() => void compute()}>
          {text.compute}
        </button>
      )}{' '}
      <span role="status">{isBusy ? busyText : missing > 0 ? text.missing(missing) : ''}</span>
      {failure !== null && failure.status !== 401 && (
        <p class="failed" role="alert">
          {text.failed} {failure.status === 0 ? parts.unreachable : failure.message}
        </p>
      )}
    </div>
  );
}
