/** JSON bodies about what was trained and saved, and their form in TypeScript. */

import { z } from 'zod';
import { ttlSeconds } from './ttl-seconds.ts';

/** `checkpoint_id` is `weights/NAME` or `sampler_weights/NAME`; SkyRL's is the bare name. */
export const checkpointBody = z.object({
  checkpoint_id: z.string(),
  checkpoint_type: z.enum(['training', 'sampler']),
  time: z.string(),
  tinker_path: z.string(),
  size_bytes: z.number().nullish(),
  public: z.boolean().nullish(),
  expires_at: z.string().nullish(),
});

const cursorBody = z.object({ offset: z.int(), limit: z.int(), total_count: z.int() });

export const checkpointsAnswer = z.object({
  checkpoints: z.array(checkpointBody),
  cursor: cursorBody.nullish(),
});

export const trainingRunBody = z.object({
  training_run_id: z.string(),
  base_model: z.string(),
  model_owner: z.string().nullish(),
  is_lora: z.boolean(),
  corrupted: z.boolean().nullish(),
  lora_rank: z.int().nullish(),
  last_request_time: z.string(),
  last_checkpoint: checkpointBody.nullish(),
  last_sampler_checkpoint: checkpointBody.nullish(),
  user_metadata: z.record(z.string(), z.string()).nullish(),
});

export const trainingRunsAnswer = z.object({
  training_runs: z.array(trainingRunBody),
  cursor: cursorBody.nullish(),
});

export const archiveAnswer = z.object({ url: z.string(), expires: z.string().nullish() });

export const ttlBody = z.object({ ttl_seconds: ttlSeconds.nullable() });

export interface Checkpoint {
  checkpointId: string;
  checkpointType: 'training' | 'sampler';
  /** ISO 8601, as the other times. */
  time: string;
  path: string;
  sizeBytes?: number;
  isPublic: boolean;
  expiresAt?: string;
}

export interface TrainingRun {
  trainingRunId: string;
  baseModel: string;
  owner?: string;
  isLora: boolean;
  loraRank?: number;
  isCorrupted: boolean;
  lastRequestTime: string;
  lastCheckpoint?: Checkpoint;
  lastSamplerCheckpoint?: Checkpoint;
  userMetadata: Readonly<Record<string, string>>;
}

export function checkpointFrom(body: z.infer<typeof checkpointBody>): Checkpoint {
  return {
    checkpointId: body.checkpoint_id,
    checkpointType: body.checkpoint_type,
    time: body.time,
    path: body.tinker_path,
    ...(body.size_bytes != null && { sizeBytes: body.size_bytes }),
    isPublic: body.public ?? false,
    ...(body.expires_at != null && { expiresAt: body.expires_at }),
  };
}

export function trainingRunFrom(body: z.infer<typeof trainingRunBody>): TrainingRun {
  const { last_checkpoint, last_sampler_checkpoint } = body;
  return {
    trainingRunId: body.training_run_id,
    baseModel: body.base_model,
    ...(body.model_owner != null && { owner: body.model_owner }),
    isLora: body.is_lora,
    ...(body.lora_rank != null && { loraRank: body.lora_rank }),
    isCorrupted: body.corrupted ?? false,
    lastRequestTime: body.last_request_time,
    ...(last_checkpoint != null && { lastCheckpoint: checkpointFrom(last_checkpoint) }),
    ...(last_sampler_checkpoint != null && {
      lastSamplerCheckpoint: checkpointFrom(last_sampler_checkpoint),
    }),
    userMetadata: body.user_metadata ?? {},
  };
}
