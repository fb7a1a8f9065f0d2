/** Our optimiser on the weights and gradients of a case, and how far it is from torch's after every step. */

import { ParameterStore } from '../../src/engine/optimiser/parameter-store.ts';
import type { AdamParams } from '../../src/tinker/types.ts';

/** An entry of `test/golden/adamw.json`, written by `interop/parity_adamw.py`: by step and tensor. */
export interface AdamwCase {
  name: string;
  settings: Required<AdamParams>;
  start: number[][];
  gradients: number[][][];
  normsOfTorch: number[];
  weightsOfTorch: number[][][];
}

/** Largest difference of a weight, and of the gradient's norm as a share of it. */
export async function differences(given: AdamwCase): Promise<{ weight: number; norm: number }> {
  const store = new ParameterStore(
    given.start.map((values, i) => ({ name: `w${i}`, shape: [values.length] })),
  );
  const fill = (part: 'weights' | 'gradients', values: readonly number[][] | undefined): void =>
    values?.forEach((row, i) => store.views(part).get(`w${i}`)?.set(row));
  const found = { weight: 0, norm: 0 };
  fill('weights', given.start);
  given.weightsOfTorch.forEach((expected, step) => {
    fill('gradients', given.gradients[step]);
    const { gradientNorm } = store.adamw(given.settings);
    const norm = given.normsOfTorch[step] as number;
    found.norm = Math.max(found.norm, Math.abs(gradientNorm - norm) / norm);
    expected.forEach((row, i) =>
      store
        .views('weights')
        .get(`w${i}`)
        ?.forEach((weight, k) => {
          found.weight = Math.max(found.weight, Math.abs(weight - (row[k] as number)));
        }),
    );
  });
  await store.close();
  return found;
}
