/**
 * The frozen policy that the KL term holds on to: the SFT model (paper eq. 4.5).
 *
 * A later report of the authors "removed the Reference model"; β = 0 does that here.
 */

import type { Datum, TrainingClient } from '../tinker/types.ts';

export interface ReferencePolicy {
  /** log p of each target token, one array a datum, in order. */
  logprobs(data: readonly Datum[]): Promise<readonly Float32Array[]>;
}

/**
 * The model of a training client that nobody trains. One batched forward over the same datums: cheaper than
 * `computeLogprobs`, which takes one prompt a call and gives the prompt's positions too.
 */
export function referenceFromClient(client: Pick<TrainingClient, 'forward'>): ReferencePolicy {
  return {
    async logprobs(data) {
      const output = await client.forward(data, 'cross_entropy');
      return output.lossFnOutputs.map(({ logprobs }) => logprobs);
    },
  };
}
