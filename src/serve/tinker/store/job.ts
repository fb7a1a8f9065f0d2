/** A job as it is kept: what was asked, in which order, and how it ended. */

import { z } from 'zod';

export const jobKinds = [
  'create_model',
  'forward',
  'forward_backward',
  'optim_step',
  'save_weights',
  'save_weights_for_sampler',
  'load_weights',
  'unload_model',
  'sample',
] as const;
export type JobKind = (typeof jobKinds)[number];

export interface NewJob {
  kind: JobKind;
  model: string | null;
  sampler: string | null;
  /** Null: none was given. */
  seq: number | null;
  /** Of a declared batch of samples: `ID/INDEX/SIZE`. */
  batch: string | null;
  /** Of the content, so that the same request that comes again is known. */
  digest: string;
  /** Protobuf of forward_backward, else JSON. */
  body: Uint8Array;
}

/** What is known of a job while it waits: bodies of many would fill the memory. */
export type QueuedJob = Pick<Job, 'id' | 'model' | 'sampler' | 'seq' | 'batch'>;

export interface Job extends NewJob {
  id: number;
  /** How often it was begun; more than once after a kill. */
  starts: number;
}

export interface JobFailure {
  error: string;
  category: 'user' | 'server';
  /** The stable code of a FinR1Error. */
  code?: string | undefined;
}

export type JobState = Pick<NewJob, 'kind' | 'model' | 'sampler'> &
  ({ state: 'queued' } | { state: 'done'; result: Uint8Array } | { state: 'failed'; failure: JobFailure });

export const failureSchema = z.object({
  error: z.string(),
  category: z.enum(['user', 'server']),
  code: z.string().optional(),
});
