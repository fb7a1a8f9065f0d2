/** Requests and results of forward and forward_backward as JSON, for SDKs up to 0.24.1 and SkyRL. */

import { z } from 'zod';

import { boundedList, boundedMap } from './bounded.ts';
import { datumBody, datumFrom, datumToBody, tensorBody, tensorFrom, tensorToBody } from './datum-json.ts';
import { MOST_DATUMS_READ } from './datum-proto.ts';
import { seqId } from './seq-id.ts';
import type { LossOutputs } from './forward-backward-output.ts';
import type { ForwardBackwardRequest } from './forward-backward-request.ts';

const MOST_SETTINGS = 64;

const input = z.object({
  data: boundedList(datumBody, MOST_DATUMS_READ),
  loss_fn: z.string(),
  loss_fn_config: boundedMap(z.number(), MOST_SETTINGS).nullish(),
});
const numbered = { model_id: z.string(), seq_id: seqId };

/** `POST /forward_backward`. */
export const forwardBackwardBody = z.object({ ...numbered, forward_backward_input: input });
/** `POST /forward`. */
export const forwardBody = z.object({ ...numbered, forward_input: input });

export function forwardBackwardFrom(
  body: z.infer<typeof forwardBackwardBody> | z.infer<typeof forwardBody>,
): ForwardBackwardRequest {
  const isForward = 'forward_input' in body;
  const { data, loss_fn, loss_fn_config } = isForward ? body.forward_input : body.forward_backward_input;
  return {
    modelId: body.model_id,
    seqId: body.seq_id ?? 0,
    data: data.map((datum, i) => datumFrom(datum, `data[${i}]`)),
    lossFn: loss_fn,
    lossFnConfig: loss_fn_config ?? {},
    forwardOnly: isForward,
  };
}

export function forwardBackwardToBody(
  request: ForwardBackwardRequest,
): z.infer<typeof forwardBackwardBody> | z.infer<typeof forwardBody> {
  const { modelId: model_id, seqId: seq_id, data, lossFn, lossFnConfig, forwardOnly } = request;
  const content = { data: data.map(datumToBody), loss_fn: lossFn, loss_fn_config: lossFnConfig };
  return forwardOnly
    ? { model_id, seq_id, forward_input: content }
    : { model_id, seq_id, forward_backward_input: content };
}

export const lossOutputsBody = z.object({
  loss_fn_output_type: z.string(),
  loss_fn_outputs: z.array(z.record(z.string(), tensorBody)),
  metrics: z.record(z.string(), z.number()).nullish(),
});
export type LossOutputsBody = z.infer<typeof lossOutputsBody>;

export function lossOutputsFrom(body: LossOutputsBody): LossOutputs {
  return {
    lossFnOutputType: body.loss_fn_output_type,
    lossFnOutputs: body.loss_fn_outputs.map((fields, i) =>
      Object.fromEntries(
        Object.entries(fields).map(([name, tensor]) => [name, tensorFrom(tensor, `output ${i}, ${name}`)]),
      ),
    ),
    metrics: body.metrics ?? {},
  };
}

export function lossOutputsToBody(outputs: LossOutputs): LossOutputsBody {
  return {
    loss_fn_output_type: outputs.lossFnOutputType,
    loss_fn_outputs: outputs.lossFnOutputs.map((fields) =>
      Object.fromEntries(Object.entries(fields).map(([name, tensor]) => [name, tensorToBody(tensor)])),
    ),
    metrics: { ...outputs.metrics },
  };
}
