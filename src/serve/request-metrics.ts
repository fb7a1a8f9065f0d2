/** What every server tells Prometheus of its requests. */

import { collectDefaultMetrics, Counter, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';

export const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** As nginx counts a request whose reader left; nobody is told it. */
export const LEFT_STATUS = 499;

export interface RequestMetrics {
  registry: Registry;
  /** By route and status. */
  requests: Counter<'route' | 'status'>;
  seconds: Histogram<'route'>;
}

export function newRequestMetrics(registry: Registry): RequestMetrics {
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
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
  };
}
