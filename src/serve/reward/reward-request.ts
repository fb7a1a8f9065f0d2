/** The bodies that the reward service takes: its own, and OpenRLHF's. */

import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import { parsed } from '../openai/chat-request.ts';
import type { RewardRow } from './score-row.ts';
import { responseText } from './response-text.ts';

const rowsSchema = z.strictObject({
  rows: z.array(
    z.strictObject({
      completion: z.string(),
      label: z.unknown(),
      finish_reason: z.enum(['stop', 'length']).default('stop'),
      prompt_opens_think: z.boolean().default(false),
    }),
  ),
});

/** Fields that later versions add do not matter. */
const openRlhfSchema = z.object({
  query: z.array(z.string()),
  prompts: z.array(z.string()),
  labels: z.array(z.unknown()),
});

/** What becomes of a completion without a reward: JSON null, NaN (which Python reads), or a refusal of the whole request. */
const unscoredChoices = ['null', 'nan', 'error'] as const;
export type Unscored = (typeof unscoredChoices)[number];

/** A row, or why it cannot be one. */
export type ReadRow = RewardRow | { fault: string };

/** @throws ApiError 400 naming the field that cannot be read. */
export function readRewardRequest(body: unknown): RewardRow[] {
  return parsed(rowsSchema, body).rows.map((row) => ({
    completion: row.completion,
    label: row.label,
    finishReason: row.finish_reason,
    promptOpensThink: row.prompt_opens_think,
  }));
}

/** @throws ApiError 400 naming the field that cannot be read, or where the lists are not of one length. */
export function readOpenRlhfRequest(body: unknown): ReadRow[] {
  const { query, prompts, labels } = parsed(openRlhfSchema, body);
  if (prompts.length !== query.length || labels.length !== query.length) {
    const lengths = `query has ${query.length}, prompts ${prompts.length}, labels ${labels.length}`;
    throw new ApiError(400, `The lists are not of one length: ${lengths}.`, { code: 'lengths' });
  }
  return query.map((whole, index) => {
    const prompt = prompts[index] as string;
    const response = responseText(whole, prompt);
    if (response === null) return { fault: 'the query does not begin with its prompt' };
    return {
      completion: response.text,
      label: labels[index],
      finishReason: response.isEnded ? 'stop' : 'length',
      promptOpensThink: prompt.trimEnd().endsWith('<think>'),
    };
  });
}

/** @throws ApiError 400 where `?unscored=` is none of the choices, or missing and there is no `fallback`. */
export function readUnscored(query: unknown, fallback: Unscored | null): Unscored {
  const given = (query as { unscored?: unknown }).unscored;
  const chosen = given === undefined ? fallback : unscoredChoices.find((choice) => choice === given);
  if (chosen !== undefined && chosen !== null) return chosen;
  throw new ApiError(
    400,
    'Say in the address what becomes of answers that cannot be scored: ?unscored=error, nan or null.',
    { code: 'unscored', param: 'unscored' },
  );
}
