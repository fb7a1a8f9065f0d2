/** What the server tells Prometheus. */

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ServedModels } from './served-models.ts';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

export interface Metrics {
  registry: Registry;
  /** By route and status. */
  requests: Counter<'route' | 'status'>;
  seconds: Histogram<'route'>;
  firstTextSeconds: Histogram<'model'>;
  tokens: Counter<'model' | 'kind'>;
  /** Requests whose reader left before the end. */
  left: Counter<'model'>;
}

export function newMetrics(models: ServedModels): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    ...{ name: 'finr1_open_requests', help: 'Requests being answered or waiting, by model', registers },
    labelNames: ['model'],
    collect() {
      for (const [model, { open }] of models.asked()) this.set({ model }, open);
    },
  });
  return {
    registry,
    requests: new Counter({
      ...{ name: 'finr1_requests_total', help: 'Requests answered, by route and status', registers },
      labelNames: ['route', 'status'],
    }),
    seconds: new Histogram({
      ...{
        name: 'finr1_request_seconds',
        help: 'Seconds from a request to the end of its answer',
        registers,
      },
      ...{ labelNames: ['route'], buckets: SECONDS },
    }),
    firstTextSeconds: new Histogram({
      ...{ name: 'finr1_first_text_seconds', help: 'Seconds until the first text of an answer', registers },
      ...{ labelNames: ['model'], buckets: SECONDS },
    }),
    tokens: new Counter({
      ...{ name: 'finr1_tokens_total', help: 'Tokens read (prompt) and written (completion)', registers },
      labelNames: ['model', 'kind'],
    }),
    left: new Counter({
      ...{ name: 'finr1_left_total', help: 'Requests whose reader left before the end', registers },
      labelNames: ['model'],
    }),
  };
}
