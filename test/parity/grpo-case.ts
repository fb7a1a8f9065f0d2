/**
 * A GRPO update of an adapter by our loop and engine, on the checkpoint, answers and advantages that TRL had
 * (`interop/parity_grpo.py`), and how far it is from TRL's: q and the reference come from the adapter before it moved.
 */

import { join } from 'node:path';
import { readSafetensors } from '../../src/engine/files/safetensors.ts';
import { createLocalService } from '../../src/engine/local/service.ts';
import { modelInputOf } from '../../src/tinker/model-input.ts';
import { completionPart, probeDatum } from '../../src/train/policy-datum.ts';
import type { Clip, PolicyLoss } from '../../src/train/policy-loss.ts';
import { policyUpdate } from '../../src/train/policy-update.ts';
import { referenceFromClient } from '../../src/train/reference-policy.ts';
import { dataOf, descent, gradientBetween, largestShare } from './adapter-gradient.ts';

/** An entry of `grpo/cases.json`; answers follow one another by group. */
export interface GrpoCase {
  name: string;
  loss: PolicyLoss;
  clip: Clip;
  beta: number;
  maxTokens: number;
  groupSize: number;
  answers: { prompt: number[]; completion: number[] }[];
  advantages: number[];
  lossOfTrl: number;
}

const RANK = 2;

/** `root` holds the folder `grpo` and the checkpoint it stands on; case `number` is saved below `directory`. */
export async function updateDifferences(
  root: string,
  number: number,
  given: GrpoCase,
  directory: string,
): Promise<Record<string, number>> {
  const [before, after] = [join(root, 'grpo', 'before'), join(root, 'grpo', 'after')];
  const service = createLocalService({ directory, threads: 1 });
  const sampler = await service.createSamplingClient(before);
  const past = await service.createTrainingClient({ baseModel: before, rank: RANK, seed: 1 });
  const client = await service.createTrainingClient({ baseModel: after, rank: RANK, seed: 1 });
  try {
    const answers = given.answers.map((answer) => ({
      prompt: Int32Array.from(answer.prompt),
      completion: Int32Array.from(answer.completion),
    }));
    const reference = await referenceFromClient(past).logprobs(answers.map(probeDatum));
    const sequences = await Promise.all(
      answers.map(async (answer, i) => {
        const scored = await sampler.computeLogprobs(modelInputOf([...answer.prompt, ...answer.completion]));
        return {
          ...answer,
          group: Math.floor(i / given.groupSize),
          advantage: given.advantages[i] as number,
          logprobs: scored.slice(answer.prompt.length),
          reference: completionPart(reference[i], answer),
        };
      }),
    );
    const { loss, clip, beta, maxTokens } = given;
    const update = await policyUpdate(
      client,
      sequences,
      { loss, clip, beta, maxTokens },
      { adam: descent, onPolicy: false, requireFinite: () => undefined },
    );
    if (!(update.clippedShare > 0 && update.clippedShare < 1))
      throw new Error(`${given.name}: nothing is clipped`);
    const { path } = await client.saveWeightsForSampler(`grpo-${number}`);
    const expected = await readSafetensors(join(root, 'grpo', `${number}.expected.safetensors`));
    return {
      loss: Math.abs(update.loss - given.lossOfTrl),
      'gradients, of the largest': largestShare(
        await gradientBetween(after, path),
        dataOf(expected.tensors, 'gradients'),
      ),
    };
  } finally {
    await client.close();
    await past.close();
  }
}
