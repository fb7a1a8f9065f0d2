/** How large the model of a run is, and how much of it is trained. */

import { adapterParameterCount, loraShape, parameterCount } from '../engine/index.ts';
import type { ModelConfig } from '../engine/index.ts';
import type { Recipe } from './schema.ts';

/** `trained`: parameters of the adapter; absent where all are trained. */
export function modelSize(config: ModelConfig, { lora }: Recipe): { parameters: number; trained?: number } {
  const parameters = parameterCount(config);
  if (lora === undefined) return { parameters };
  const { rank, ...options } = lora;
  return { parameters, trained: adapterParameterCount(config, loraShape(rank, options)) };
}
