/** The metrics of a run, followed while it works. */

import { useEffect, useState } from 'preact/hooks';
import type { MetricPage } from '../../../src/inspect/index.ts';
import { addressOf } from '../../state/query.ts';
import { read, RequestFailure } from '../../state/request.ts';
import { runApi } from '../address.ts';
import { emptyLog, takePage } from './metric-log.ts';
import type { MetricLog } from './metric-log.ts';

const RUNNING_MS = 1000;
/** A run that was interrupted may go on. */
const RESTING_MS = 10_000;

export interface Metrics {
  log: MetricLog;
  isLoaded: boolean;
  error: RequestFailure | null;
}

export function useMetrics(name: string): Metrics {
  const [metrics, setMetrics] = useState<Metrics>({ log: emptyLog, isLoaded: false, error: null });
  useEffect(() => {
    const left = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let log = emptyLog;
    /** Milliseconds until there may be more. */
    const load = async (): Promise<number> => {
      const address = addressOf(runApi(name, '/metrics'), { after: String(log.next), series: log.series });
      const page = await read<MetricPage>(address, { signal: left.signal });
      const taken = takePage(log, page);
      log = taken ?? emptyLog;
      if (taken === null || page.next < page.total) return 0;
      // Drawn once all of it is there; until then stays what was drawn before.
      setMetrics((before) => settled(before, log));
      return page.status === 'running' ? RUNNING_MS : RESTING_MS;
    };
    const follow = async (): Promise<void> => {
      let wait: number;
      try {
        wait = await load();
      } catch (error) {
        if (left.signal.aborted) return;
        if (!(error instanceof RequestFailure)) throw error;
        wait = RUNNING_MS;
        setMetrics((before) => ({ ...before, error }));
      }
      if (!left.signal.aborted) timer = setTimeout(() => void follow(), wait);
    };
    void follow();
    return () => {
      left.abort();
      clearTimeout(timer);
    };
  }, [name]);
  return metrics;
}

/** The same object where nothing is new, so that nothing is drawn again. */
function settled(before: Metrics, log: MetricLog): Metrics {
  const isSame = before.isLoaded && before.error === null && before.log === log;
  return isSame ? before : { log, isLoaded: true, error: null };
}
