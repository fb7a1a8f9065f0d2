/**
 * The frozen policy that the KL term holds on to: the SFT model (paper eq. 4.5).
 *
 * A later report of the authors "removed the Reference model"; β = 0 does that here.
 */

import { modelInputOf, tokensOf } from '../tinker/model-input.ts';
import type { Datum, SamplingClient, TrainingClient } from '../tinker/types.ts';
import { badAnswer } from './engine-answer.ts';

export interface ReferencePolicy {
  /** log p of each target token, one array a datum, in order. */
  logprobs(data: readonly Datum[]): Promise<readonly Float32Array[]>;
}

/**
 * The model of a training client that nobody trains. One batched forward over the same datums: in this process cheaper than
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

/**
 * A frozen sampler, e.g. a snapshot taken before the first step, or a base model: for back ends where a second training client
 * takes the memory of a second model while samplers share one. All prompts are asked for in one tick. Datums are sequences whose
 * targets are the tokens after the inputs, as `probeDatum` makes them.
 */
export function referenceFromSampler(sampler: Pick<SamplingClient, 'computeLogprobs'>): ReferencePolicy {
  return {
    logprobs: (data) =>
      Promise.all(
        data.map(async ({ modelInput, lossFnInputs }) => {
          const last = lossFnInputs.target_tokens?.data.at(-1);
          const tokens = Int32Array.from([...tokensOf(modelInput), ...(last === undefined ? [] : [last])]);
          const logprobs = await sampler.computeLogprobs(modelInputOf(tokens));
          // Element 0 is that of a token before which there is nothing.
          if (logprobs.length === tokens.length) return logprobs.subarray(1);
          throw badAnswer(`computeLogprobs gave ${logprobs.length} values for ${tokens.length} tokens`);
        }),
      ),
  };
}
