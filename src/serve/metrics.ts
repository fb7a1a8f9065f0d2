/** What the server of models tells Prometheus. */

import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { newRequestMetrics, SECONDS } from './request-metrics.ts';
import type { RequestMetrics } from './request-metrics.ts';
import type { ServedModels } from './served-models.ts';

export interface Metrics extends RequestMetrics {
  firstTextSeconds: Histogram<'model'>;
  tokens: Counter<'model' | 'kind'>;
  /** Requests whose reader left before the end. */
  left: Counter<'model'>;
}

export function newMetrics(models: ServedModels): Metrics {
  const registry = new Registry();
  const registers = [registry];
  new Gauge({
    ...{ name: 'finr1_open_requests', help: 'Requests being answered or waiting, by model', registers },
    labelNames: ['model'],
    collect() {
      for (const [model, { open }] of models.asked()) this.set({ model }, open);
    },
  });
  return {
    ...newRequestMetrics(registry),
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
