/**
 * What the engine does not have of what a `config.json` asks for, each field by its name. The reader of `config.json` refuses the first
 * it meets; here every field that may be refused is tried alone, the others left out.
 */

import { FinR1Error } from '../../core/errors.ts';
import { parseModelConfig } from '../files/model-config.ts';
import type { ModelConfig } from '../files/model-config.ts';

/** Fields whose values the engine may not know; without them a plain decoder of the architecture is left. */
const optional = [
  ...['rope_scaling', 'rope_parameters', 'hidden_act', 'attention_bias', 'mlp_bias', 'use_sliding_window'],
  ...['layer_types', 'quantization_config'],
] as const;

export interface SupportedConfig {
  /** The shape with the unsupported fields left out; null where there is no plain shape either. */
  config: ModelConfig | null;
  /** `rope_scaling is 'longrope', which is not supported yet`. */
  unsupported: string[];
}

/** `where` names the file in messages, which are given without it. */
export function supportedConfig(json: Readonly<Record<string, unknown>>, where: string): SupportedConfig {
  const whole = tried(json, where);
  if (whole.config !== null) return { config: whole.config, unsupported: [] };
  const without = (kept?: string): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(json).filter(([key]) => key === kept || !optional.some((name) => name === key)),
    );
  const plain = tried(without(), where);
  if (plain.config === null) return { config: null, unsupported: [plain.fault] };
  const alone = optional.flatMap((name) => {
    const { config, fault } = tried(without(name), where);
    return config === null ? [fault] : [];
  });
  return { config: plain.config, unsupported: alone.length > 0 ? alone : [whole.fault] };
}

function tried(
  json: unknown,
  where: string,
): { config: ModelConfig; fault: '' } | { config: null; fault: string } {
  try {
    return { config: parseModelConfig(json, where), fault: '' };
  } catch (error) {
    if (!FinR1Error.isInstance(error)) throw error;
    return { config: null, fault: error.message.replace(`${where}: `, '') };
  }
}
