/** In which form a model is exported: formats, the number types of each, and what the adapter's base is called. */

import { InputError } from '../../core/errors.ts';
import type { GgufType, NamedBase, WeightType } from '../../engine/index.ts';
import type { BaseOrigin } from './base-origin.ts';

export const exportFormats = ['safetensors', 'peft', 'gguf'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const exportTypes = ['f32', 'bf16', 'f16', 'q8_0'] as const;
export type ExportType = (typeof exportTypes)[number];

/** PEFT's files keep the adapter's own numbers. */
export type ExportForm =
  | { format: 'safetensors'; type: WeightType }
  | { format: 'peft'; type: 'f32'; base: NamedBase }
  | { format: 'gguf'; type: GgufType };

/** Bytes of a weight on disk, scales of blocks included. */
export const bytesOfType: Readonly<Record<ExportType, number>> = { f32: 4, bf16: 2, f16: 2, q8_0: 34 / 32 };

/** @throws InputError for a type that the format does not have. */
export function exportForm(
  format: ExportFormat,
  type: ExportType | undefined,
  origin: BaseOrigin | null,
): ExportForm {
  if (format === 'safetensors') {
    if (type === 'q8_0') throw noSuchType(format, type, 'f32 (default), bf16 and f16', '--format gguf');
    return { format, type: type ?? 'f32' };
  }
  if (format === 'gguf') {
    if (type === 'bf16') throw noSuchType(format, type, 'f16 (default), f32 and q8_0', '--type f16');
    return { format, type: type ?? 'f16' };
  }
  if (type !== undefined && type !== 'f32')
    throw noSuchType(format, type, "the adapter's own numbers (f32)", 'no --type');
  const base = { name: origin?.hubName ?? null, revision: origin?.revision ?? null };
  return { format, type: 'f32', base };
}

function noSuchType(format: ExportFormat, type: ExportType, has: string, instead: string): InputError {
  return new InputError(`--format ${format} has no type ${type}: it has ${has}`, {
    hint: `Give ${instead}.`,
  });
}
