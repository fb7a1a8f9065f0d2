/** The models that a run asks: limits, prices and budget as its recipe says, spending kept in its folder. */

import { countOf, wordFor } from '../core/count-of.ts';
import { countText } from '../evaluate/index.ts';
import { addUsages, openModelPool } from '../models/index.ts';
import type { OpenModelPool, PoolEvent, StageUsage } from '../models/index.ts';
import { required } from './run-context.ts';
import type { RunContext } from './run-context.ts';
import type { RunObserver } from './run-observer.ts';

/** What the run has spent, over all its starts. */
const SPENDING = 'spending.jsonl';

export function openRunPool({ recipe, run, runsDir, data, signal, observer }: RunContext): OpenModelPool {
  const { concurrency, requestsPerMinute, tokensPerMinute, budget, prices } = required(
    recipe.data,
    'data',
  ).requests;
  return openModelPool({
    cachePath: data.cachePath,
    runsDirectory: runsDir,
    limits: { concurrency, requestsPerMinute, tokensPerMinute },
    prices,
    budget: data.budget ?? budget,
    ledgerPath: run.path(SPENDING),
    batch: data.batch,
    signal,
    onEvent: (event) => tell(event, observer),
  });
}

/** What the run has asked for and spent, starts that were stopped included; answers from the cache are those of this start. */
export function usageOfAllStarts(pool: OpenModelPool): StageUsage[] {
  const earlier = pool.earlier().map((spent) => ({ ...spent, cached: 0, failed: 0 }));
  return addUsages([...pool.usage(), ...earlier]);
}

/** Exported for tests. */
export function tell(event: PoolEvent, observer: RunObserver): void {
  switch (event.kind) {
    case 'progress':
      observer.requests(event);
      return;
    case 'orphans':
      observer.warn(
        `an earlier start was killed while ${countOf(event.requests, 'request')} ${wordFor(event.requests, 'was', 'were')} on the way: they may have been billed ` +
          `(at most $${event.worstCost.toFixed(2)}, counted in the budget) and are asked again`,
      );
      return;
    case 'silent':
      observer.warn(
        `no answer from ${event.model} for ${countText(event.seconds)} s; ${countOf(event.inFlight, 'request')} ${wordFor(event.inFlight, 'is', 'are')} on the way`,
      );
      return;
    case 'wait':
      observer.warn(
        `${event.model} asks to wait ${countText(event.seconds)} s (until ${clockText(event.until)})`,
      );
      return;
    case 'batch':
      observer.warn(
        `batch ${event.id} of ${event.model}: ${event.status}, ${countText(event.completed)} of ${countText(event.total)} done`,
      );
  }
}

/** `14:05`, here. */
function clockText(time: Date): string {
  return [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}
