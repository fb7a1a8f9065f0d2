/** `POST /retrieve_future`: its request, and the JSON answers that are not a result. */

import { z } from 'zod';

export const retrieveFutureBody = z.object({
  request_id: z.union([z.string(), z.number()]).transform(String),
  allow_metadata_only: z.boolean().nullish(),
});

const tryAgain = z.object({
  type: z.literal('try_again'),
  queue_state: z.string().nullish(),
  queue_state_reason: z.string().nullish(),
});
/** How a failed job is reported, with status 200. */
const failed = z.object({
  error: z.string(),
  category: z.string().nullish(),
  /** Of our server: the stable code of a `FinR1Error`, e.g. `diverged`. */
  code: z.string().nullish(),
});
const metadata = z.object({ status: z.literal('complete_metadata') });

export type FutureAnswer =
  | { kind: 'try-again'; queueState: string | undefined; reason: string | undefined }
  | { kind: 'failed'; error: string; category: string; code: string | undefined }
  | { kind: 'metadata' }
  | { kind: 'result'; value: unknown };

/** Which of the answers a JSON body with status 200 is. */
export function futureAnswerOf(value: unknown): FutureAnswer {
  const again = tryAgain.safeParse(value);
  if (again.success) {
    const { queue_state, queue_state_reason } = again.data;
    return {
      kind: 'try-again',
      queueState: queue_state ?? undefined,
      reason: queue_state_reason ?? undefined,
    };
  }
  const failure = failed.safeParse(value);
  if (failure.success) {
    const { error, category, code } = failure.data;
    return { kind: 'failed', error, category: category ?? 'unknown', code: code ?? undefined };
  }
  return metadata.safeParse(value).success ? { kind: 'metadata' } : { kind: 'result', value };
}
