/** What the server tells Prometheus. */

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

export interface Gauges {
  /** Jobs that have not ended, by kind. */
  queued: () => readonly { kind: string; count: number }[];
  polls: () => number;
  sessions: () => number;
}

export interface TinkerMetrics {
  registry: Registry;
  requests: Counter<'route' | 'status'>;
  seconds: Histogram<'route'>;
  jobs: Counter<'kind' | 'state'>;
  jobSeconds: Histogram<'kind'>;
}

export function newTinkerMetrics({ queued, polls, sessions }: Gauges): TinkerMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
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
    registry,
    requests: new Counter({
      ...{ name: 'finr1_tinker_requests_total', help: 'Requests answered, by route and status', registers },
      labelNames: ['route', 'status'],
    }),
    seconds: new Histogram({
      ...{ name: 'finr1_tinker_request_seconds', help: 'Seconds from a request to its answer', registers },
      ...{ labelNames: ['route'], buckets: SECONDS },
    }),
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
