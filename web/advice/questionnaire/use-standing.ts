/** What the server makes of the profile so far, asked anew once the typing rests. */

import { useEffect, useState } from 'preact/hooks';
import { read, RequestFailure } from '../../state/request.ts';
import type { ScoredProfile } from '../api.ts';
import { posted, profileApi } from '../api.ts';

const REST_MS = 300;

export interface StandingState {
  standing: ScoredProfile | null;
  /** Why the profile is not valid. */
  refused: string | null;
}

/** @param profile As JSON; null: it is not complete yet. */
export function useStanding(profile: string | null): StandingState {
  const [state, setState] = useState<StandingState>({ standing: null, refused: null });
  useEffect(() => {
    if (profile === null) {
      setState({ standing: null, refused: null });
      return;
    }
    const left = new AbortController();
    const ask = async (): Promise<void> => {
      try {
        const body = { profile: JSON.parse(profile) as object };
        const standing = await read<ScoredProfile>(profileApi, posted(body, left.signal));
        setState({ standing, refused: null });
      } catch (error) {
        if (left.signal.aborted) return;
        if (!(error instanceof RequestFailure)) throw error;
        // That the server is away or wants a key is told above.
        setState({ standing: null, refused: error.status === 400 ? error.message : null });
      }
    };
    const timer = setTimeout(() => void ask(), REST_MS);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [profile]);
  return state;
}
