/** One generation for one user message, without a system prompt: how teachers and judges ask. */

import { FinR1Error } from '../core/errors.ts';
import type { Generation, GenerationParams, TextModel } from '../models/text-model.ts';

/** @throws what `TextModel.generate` throws, and FinR1Error when the model gives nothing back. */
export async function askModel(
  model: TextModel,
  text: string,
  params: GenerationParams,
): Promise<Generation> {
  const [generation] = await model.generate([{ role: 'user', content: text }], params, 1);
  if (generation !== undefined) return generation;
  throw new FinR1Error('model', `${model.id} gave no generation for a request`, {
    hint: 'A model must give as many generations as it is asked for.',
  });
}
