/** `retrieve_future`: the result, why there is none, or after a while that it is not there yet. */

import type { FastifyInstance, FastifyReply } from 'fastify';
import { JSON_TYPE, namesProtobuf, PROTOBUF_TYPE } from '../../../tinker/wire/content-types.ts';
import { decodeForwardBackwardOutput } from '../../../tinker/wire/forward-backward-output.ts';
import { lossOutputsToBody } from '../../../tinker/wire/forward-backward-json.ts';
import { retrieveFutureBody } from '../../../tinker/wire/future-bodies.ts';
import { parseBody } from '../../../tinker/wire/parse-body.ts';
import { sampleOutputsToBody } from '../../../tinker/wire/sample-json.ts';
import { decodeSampleResponse } from '../../../tinker/wire/sample-response.ts';
import type { AppContext } from '../app-context.ts';
import type { JobKind, JobState } from '../store/job.ts';
import { TinkerError } from '../tinker-error.ts';

export function addFutureRoutes(app: FastifyInstance, context: AppContext): void {
  const { store, futures, sessions, holdMs } = context;
  app.post('/retrieve_future', async (request, reply) => {
    const { request_id } = parseBody(retrieveFutureBody, request.body, 'the body of retrieve_future');
    const id = /^\d{1,15}$/.test(request_id) ? Number(request_id) : 0;
    const before = store.jobs.state(id);
    sessions.heardOf(before?.model ?? before?.sampler ?? '');
    if (before?.state === 'queued') await futures.wait(id, holdMs, leaving(reply));
    const job = store.jobs.state(id);
    if (job === undefined) {
      const shown = JSON.stringify(request_id.slice(0, 100));
      throw new TinkerError(404, `The request ${shown} is not known, or its result is not kept any more.`);
    }
    if (job.state === 'queued') {
      return reply.code(408).send({
        ...{ type: 'try_again', request_id, queue_state: 'active' },
        detail: 'It has not ended yet: ask again.',
      });
    }
    if (job.state === 'failed') return job.failure;
    return sendResult(reply, job, namesProtobuf(request.headers.accept));
  });
}

type Done = Extract<JobState, { state: 'done' }>;

/** Only these results are protobuf on the wire. */
const jsonOf: Partial<Record<JobKind, (bytes: Uint8Array) => unknown>> = {
  forward: (bytes) => lossOutputsToBody(decodeForwardBackwardOutput(bytes)),
  forward_backward: (bytes) => lossOutputsToBody(decodeForwardBackwardOutput(bytes)),
  sample: (bytes) => sampleOutputsToBody(decodeSampleResponse(bytes)),
};

function sendResult(reply: FastifyReply, { kind, result }: Done, asProtobuf: boolean): FastifyReply {
  const toJson = jsonOf[kind];
  if (toJson === undefined) return reply.type(JSON_TYPE).send(Buffer.from(result));
  if (asProtobuf) return reply.type(PROTOBUF_TYPE).send(Buffer.from(result));
  return reply.send(toJson(result));
}

/** Fires when the client has gone. */
function leaving(reply: FastifyReply): AbortSignal {
  const left = new AbortController();
  reply.raw.on('close', () => left.abort());
  return left.signal;
}
