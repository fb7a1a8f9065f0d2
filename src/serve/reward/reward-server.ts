/**
 * Rewards over HTTP: `POST /reward` (rows of completion and label) and `POST /openrlhf` (its remote reward model's shape). A request is
 * a batch; the service stays reachable while it scores one.
 */

import { setImmediate as nextTick } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Counter, Registry } from 'prom-client';
import { ApiError } from '../api-error.ts';
import { openHttpApp } from '../http-app.ts';
import { newRequestMetrics } from '../request-metrics.ts';
import type { RunningServer } from '../server.ts';
import { rewardBody } from './reward-body.ts';
import { readOpenRlhfRequest, readRewardRequest, readUnscored } from './reward-request.ts';
import type { ReadRow } from './reward-request.ts';
import type { RewardServiceOptions } from './reward-options.ts';
import { scoreRow } from './score-row.ts';
import type { RewardedRow } from './score-row.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of a batch that was scored; null: none was. */
    rewarded: { rows: number; unscored: number } | null;
  }
}

/** Others have their turn after so long. */
const TURN_MS = 20;

export function createRewardServer(options: RewardServiceOptions): RunningServer {
  const { maxOpen } = options;
  const registry = new Registry();
  const metrics = newRequestMetrics(registry);
  const completions = new Counter({
    ...{ name: 'finr1_rewarded_total', help: 'Completions scored, by verdict', registers: [registry] },
    labelNames: ['verdict'],
  });
  let open = 0;
  const { app, enter, leaving, addHealth, shutDown } = openHttpApp(
    { ...options, origins: [], whereTo: 'rewards are at /reward and /openrlhf', metrics },
    // Training frameworks seldom show why they were refused.
    ({ rewarded, refusal }) => ({
      brokenWith: null,
      noted: { ...rewarded, ...(refusal && { refusal: refusal.message }) },
    }),
  );
  app.decorateRequest('rewarded', null);

  const score = async (request: FastifyRequest, rows: readonly ReadRow[], signal: AbortSignal) => {
    const scored: RewardedRow[] = [];
    let turn = performance.now();
    for (const row of rows) {
      scored.push('fault' in row ? withoutRow(row.fault) : await scoreRow(row, options));
      if (performance.now() - turn < TURN_MS) continue;
      await nextTick();
      signal.throwIfAborted();
      turn = performance.now();
    }
    for (const { outcome } of scored) completions.inc({ verdict: outcome.verdict });
    const unscored = scored.filter(({ reward }) => reward.total === null).length;
    request.rewarded = { rows: scored.length, unscored };
    return scored;
  };

  const answer = (read: (body: unknown) => ReadRow[], openRlhf: boolean) => {
    return async (request: FastifyRequest, reply: FastifyReply) => {
      const unscored = readUnscored(request.query, openRlhf ? null : 'null');
      const rows = read(request.body);
      if (open >= maxOpen)
        throw new ApiError(503, `${maxOpen} requests are being answered already.`, {
          ...{ code: 'overloaded', retryAfter: 1 },
        });
      enter(request);
      open++;
      try {
        const scored = await score(request, rows, leaving(reply));
        return reply.type('application/json').send(rewardBody(scored, unscored, openRlhf));
      } finally {
        open--;
      }
    };
  };

  app.post('/reward', answer(readRewardRequest, false));
  app.post('/openrlhf', answer(readOpenRlhfRequest, true));
  addHealth(() => ({ weights: options.weights, questions: options.questions?.size ?? null }));
  return { app, shutDown: (graceMs) => shutDown(graceMs, () => open) };
}

function withoutRow(reason: string): RewardedRow {
  return {
    reward: { total: null, format: 0, accuracy: 0, grounded: 0 },
    outcome: { verdict: 'unscorable', rule: 'query', reason },
    format: reason,
  };
}
