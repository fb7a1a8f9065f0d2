/** JSON bodies of the start: configuration, session, heartbeat, capabilities. */

import { z } from 'zod';
import { boundedList } from './bounded.ts';
import { metadata } from './metadata.ts';

const MOST_TAGS = 1000;

export const clientConfigBody = z.object({ sdk_version: z.string().nullish() });

/** All optional: these are the flags that a client of ours heeds. */
export const clientConfigAnswer = z.object({
  fwdbwd_max_chunk_len: z.int().positive().nullish(),
  fwdbwd_max_chunk_bytes_count: z.int().positive().nullish(),
  sample_max_concurrent_requests: z.int().positive().nullish(),
  billing_exception_max_pause_duration_sec: z.number().nonnegative().nullish(),
});

export const createSessionBody = z.object({
  tags: boundedList(z.string(), MOST_TAGS).nullish(),
  user_metadata: metadata,
  sdk_version: z.string().nullish(),
  project_id: z.string().nullish(),
});

export const createSessionAnswer = z.object({
  session_id: z.string(),
  info_message: z.string().nullish(),
  warning_message: z.string().nullish(),
  error_message: z.string().nullish(),
});

export const heartbeatBody = z.object({ session_id: z.string() });

export const capabilitiesAnswer = z.object({
  supported_models: z.array(
    z.object({ model_name: z.string().nullish(), max_context_length: z.int().positive().nullish() }),
  ),
});
