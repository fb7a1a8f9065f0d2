/** What tells whether a request that came again is the same: a hash of its content, however it was encoded. */

import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../core/ids.ts';
import { tokensOf } from '../../../tinker/model-input.ts';
import type { ForwardBackwardRequest } from '../../../tinker/wire/forward-backward-request.ts';

/** `content` was read by a schema, which gives its fields an order. */
export function digestOf(kind: string, content: unknown): string {
  return createHash('sha256').update(kind).update(JSON.stringify(content)).digest('hex');
}

export function digestOfForward(request: ForwardBackwardRequest): string {
  const { modelId, seqId, lossFn, lossFnConfig, forwardOnly, data } = request;
  const hash = createHash('sha256').update('forward_backward');
  hash.update(canonicalJson({ modelId, seqId, lossFn, lossFnConfig, forwardOnly, datums: data.length }));
  for (const { modelInput, lossFnInputs } of data) {
    const tokens = tokensOf(modelInput);
    hash.update(`tokens ${tokens.length};`).update(tokens);
    for (const name of Object.keys(lossFnInputs).sort()) {
      const tensor = lossFnInputs[name];
      if (tensor === undefined) continue;
      const { dtype, data: values } = tensor;
      const array = dtype === 'float32' ? Float32Array.from(values) : Int32Array.from(values);
      hash.update(`${canonicalJson(name)} ${dtype} ${array.length};`).update(array);
    }
  }
  return hash.digest('hex');
}
