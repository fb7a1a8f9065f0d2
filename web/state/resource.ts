/** What stands at an address of the server, read again every so often where it may change. */

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { connection } from './connection.ts';
import { useStore } from './store.ts';
import { read, RequestFailure } from './request.ts';

export interface Resource<T> {
  /** The last that was read; stays while newer is on its way, and where it fails. Null: nothing yet. */
  data: T | null;
  error: RequestFailure | null;
  isLoading: boolean;
  again(): void;
}

/** @param path null: nothing is asked for. `everyMs`: read again so long after each answer; left out: once. */
export function useResource<T>(path: string | null, everyMs?: number): Resource<T> {
  const [state, setState] = useState<{ path: string | null; data: T | null; error: RequestFailure | null }>({
    ...{ path: null, data: null, error: null },
  });
  const [turn, setTurn] = useState(0);
  const isUp = useStore(connection) === 'up';
  const wasUp = useRef(isUp);
  const again = useCallback(() => setTurn((count) => count + 1), []);
  useEffect(() => {
    if (isUp && !wasUp.current) again();
    wasUp.current = isUp;
  }, [isUp]);
  useEffect(() => {
    if (path === null) return;
    const left = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async (): Promise<void> => {
      try {
        const data = await read<T>(path, { signal: left.signal });
        if (!left.signal.aborted) setState({ path, data, error: null });
      } catch (error) {
        if (left.signal.aborted) return;
        if (!(error instanceof RequestFailure)) throw error;
        setState((before) => ({ path, data: before.path === path ? before.data : null, error }));
      }
      if (everyMs !== undefined && !left.signal.aborted) timer = setTimeout(() => void load(), everyMs);
    };
    void load();
    return () => {
      left.abort();
      clearTimeout(timer);
    };
  }, [path, everyMs, turn]);
  return {
    data: state.data,
    error: state.path === path ? state.error : null,
    isLoading: state.path !== path,
    again,
  };
}
