/** `funnel.json`: how a data set was built, what became of every question, and what the card tells beside it. */

import { readFile } from 'node:fs/promises';
import { z } from 'zod';

import { InputError } from '../../core/errors.ts';
import { readFailure } from '../../core/file-errors.ts';
import type { CardFacts } from './data-card.ts';
import type { Funnel, SourceFunnel } from './funnel.ts';
import type { Shard } from './schedule.ts';

export interface FunnelFile extends Funnel {
  teacher: string;
  samplesPerQuestion: number;
  seed: number;
  shard?: Shard;
  facts: CardFacts;
}

const count = z.int().nonnegative();
const reasons = z.record(z.string(), count);
const sourceSchema = z.object({
  quarantined: count,
  excluded: count,
  asked: count,
  answered: count,
  correct: count,
  wellReasoned: count,
  sft: count,
  rl: count,
  dropped: count,
  setAside: count,
  sftSamples: count,
  rlReasons: reasons,
  dropReasons: reasons,
  setAsideReasons: reasons,
  excludedReasons: reasons,
  criteriaMissed: reasons,
}) as z.ZodType<SourceFunnel>;

const usageSchema = z.object({
  stage: z.string(),
  model: z.string(),
  requests: count,
  cached: count,
  failed: count,
  promptTokens: count,
  completionTokens: count,
  cost: z.number().nullable(),
  lost: z.number().default(0),
});

const schema: z.ZodType<FunnelFile> = z.object({
  teacher: z.string(),
  samplesPerQuestion: count,
  seed: count,
  shard: z.object({ index: count, of: count }).optional(),
  facts: z.object({
    judges: z.object({ answer: z.string().nullable(), reasoning: z.string().nullable() }).optional(),
    calibration: z.array(z.string()).optional(),
    retried: count.optional(),
    usage: z.array(usageSchema).optional(),
    heldOut: z.array(z.object({ name: z.string(), questions: count })).optional(),
  }),
  total: sourceSchema,
  bySource: z.record(z.string(), sourceSchema),
});

export function funnelText(file: FunnelFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** @throws InputError naming the file that is missing or not a funnel of this version. */
export async function readFunnel(path: string): Promise<FunnelFile> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw readFailure(path, error);
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new InputError(`${path} is not a funnel that this version of fin-r1 wrote.`, {
      code: 'broken-dataset',
      hint: 'Build that data set again.',
      cause,
    });
  }
}
