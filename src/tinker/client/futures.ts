/** Results of jobs by long polls (`retrieve_future`). */

import { JSON_TYPE, PROTOBUF_TYPE } from '../wire/content-types.ts';
import { jobFailed, pollAnswerOf } from './poll-answer.ts';
import type { Job, JobResult } from './poll-answer.ts';
import { givenUp, waitText } from './refusal.ts';
import { tryOnce } from './send-patiently.ts';
import { jsonCall } from './transport.ts';
import type { Call, Transport } from './transport.ts';

const POLL_TIMEOUT_MS = 45_000;
/** No poll follows the one before sooner than this, whatever the server says. */
const FLOOR_MS = 200;
/** SkyRL answers 400 for a failed job, a proxy for its own faults. */
const REFUSALS = 4;
const NOTICE_MS = 60_000;

/** @throws FinR1Error where the job failed, was refused, or the server gave no sign of life for the transport's patience. */
export async function resultOf(transport: Transport, job: Job): Promise<JobResult> {
  const { clock, patienceMs } = transport.options;
  const failures: string[] = [];
  let [lastSign, lastNotice, refusals] = [clock.now(), clock.now(), 0];
  for (let iteration = 0; ; iteration++) {
    const call = pollOf(job, iteration);
    const asked = clock.now();
    const answer = pollAnswerOf(transport, call, job, await tryOnce(transport, call), failures.length);
    const now = clock.now();
    if (answer.kind === 'result') return answer.result;
    if (answer.kind === 'not-yet') {
      failures.length = 0;
      lastSign = now;
      if (answer.why !== undefined && now - lastNotice >= NOTICE_MS) {
        lastNotice = now;
        transport.tellWait(`${job.type} waits at ${transport.host}: ${answer.why}`);
      }
      await transport.pause(Math.max(0, FLOOR_MS - (now - asked)));
      continue;
    }
    if (answer.kind === 'refused') {
      if (++refusals === REFUSALS) throw jobFailed(job, { error: answer.said, category: 'unknown' });
      await transport.pause(FLOOR_MS);
      continue;
    }
    failures.push(answer.what);
    const ms = now - lastSign;
    if (answer.isLasting || ms + answer.waitMs > patienceMs * answer.patienceTimes) {
      throw givenUp(transport, call, failures, { status: answer.status, ms, cause: answer.cause });
    }
    transport.tellWait(waitText(transport, call, failures, answer.waitMs));
    await transport.pause(answer.waitMs);
  }
}

function pollOf({ requestId, type, protobuf }: Job, iteration: number): Call {
  const body = { request_id: requestId, allow_metadata_only: false };
  const call = jsonCall('/retrieve_future', body, {
    accept: protobuf ? `${PROTOBUF_TYPE}, ${JSON_TYPE}` : JSON_TYPE,
    'x-tinker-request-iteration': String(iteration),
    'x-tinker-request-type': type,
  });
  return { ...call, timeoutMs: POLL_TIMEOUT_MS };
}
