/** What the server tells Prometheus. */

import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { newRequestMetrics, SECONDS } from '../request-metrics.ts';
import type { RequestMetrics } from '../request-metrics.ts';

export interface Gauges {
  /** Jobs that have not ended, by kind. */
  queued: () => readonly { kind: string; count: number }[];
  polls: () => number;
  sessions: () => number;
}

export interface TinkerMetrics extends RequestMetrics {
  jobs: Counter<'kind' | 'state'>;
  jobSeconds: Histogram<'kind'>;
}

export function newTinkerMetrics({ queued, polls, sessions }: Gauges): TinkerMetrics {
  const registry = new Registry();
  const registers = [registry];
  const kinds = new Set<string>();
  new Gauge({
    ...{ name: 'finr1_tinker_queued_jobs', help: 'Jobs that have not ended, by kind', registers },
    labelNames: ['kind'],
    collect() {
      for (const kind of kinds) this.set({ kind }, 0);
      for (const { kind, count } of queued()) {
        kinds.add(kind);
        this.set({ kind }, count);
      }
    },
  });
  const gauge = (name: string, help: string, value: () => number): Gauge =>
    new Gauge({
      ...{ name, help, registers },
      collect() {
        this.set(value());
      },
    });
  gauge('finr1_tinker_open_polls', 'Polls that wait for a job', polls);
  gauge('finr1_tinker_open_sessions', 'Sessions that have not ended', sessions);
  return {
    ...newRequestMetrics(registry),
    jobs: new Counter({
      ...{ name: 'finr1_tinker_jobs_total', help: 'Jobs that ended, by kind and how', registers },
      labelNames: ['kind', 'state'],
    }),
    jobSeconds: new Histogram({
      ...{ name: 'finr1_tinker_job_seconds', help: 'Seconds that the engine took for a job', registers },
      ...{ labelNames: ['kind'], buckets: SECONDS },
    }),
  };
}
