/**
 * The header of a safetensors file: 8 bytes with its length (little endian), then JSON that gives each tensor's type,
 * shape and place in the data. Everything that could make a reader go astray is checked before a byte of data is read.
 * Format: https://huggingface.co/docs/safetensors
 */

import { z } from 'zod';
import { InputError } from '../../core/errors.ts';
import { firstIssue } from './read-json.ts';
import { elementCount } from './weight-names.ts';

/** Bytes of an element. */
const elementBytes: Readonly<Record<string, number>> = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
  U16: 2,
  I16: 2,
  F16: 2,
  BF16: 2,
  U32: 4,
  I32: 4,
  F32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
};

/** The largest header a reader accepts, as in the reference implementation. */
const MAX_HEADER_BYTES = 100_000_000;

/** `begin` and `end` are byte offsets in the file. */
export interface TensorInfo {
  dtype: string;
  shape: readonly number[];
  begin: number;
  end: number;
}

export interface SafetensorsHeader {
  tensors: Map<string, TensorInfo>;
  metadata: Record<string, string>;
}

const size = z.number().int().nonnegative();
const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(size),
  data_offsets: z.tuple([size, size]),
});

const damaged = (path: string, what: string, cause?: unknown): InputError =>
  new InputError(`${path} is not a whole safetensors file: ${what}`, {
    hint: 'It may be cut off or damaged; write or download it again.',
    cause,
  });

/** The length of the JSON header from the first 8 bytes of a file of `fileBytes` bytes. Throws `InputError`. */
export function headerLength(path: string, start: Uint8Array, fileBytes: number): number {
  if (start.length < 8) throw damaged(path, `it has ${start.length} bytes, the header alone needs 8`);
  const length = Number(new DataView(start.buffer, start.byteOffset, 8).getBigUint64(0, true));
  if (length > MAX_HEADER_BYTES) throw damaged(path, `its header claims ${length} bytes`);
  if (8 + length > fileBytes)
    throw damaged(path, `its header claims ${length} bytes, the file has ${fileBytes}`);
  return length;
}

/** The checked header from its JSON bytes. Throws `InputError` naming the tensor at fault. */
export function parseHeader(path: string, json: Uint8Array, fileBytes: number): SafetensorsHeader {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch (error) {
    throw damaged(path, `its header is not JSON (${(error as Error).message})`, error);
  }
  const record = z.record(z.string(), z.unknown()).safeParse(value);
  if (!record.success) throw damaged(path, 'its header is not a JSON object');
  const { __metadata__: rawMetadata = {}, ...entries } = record.data;
  const metadata = z.record(z.string(), z.string()).safeParse(rawMetadata);
  if (!metadata.success) throw damaged(path, `__metadata__: ${firstIssue(metadata.error)}`);

  const dataStart = 8 + json.length;
  const tensors = new Map<string, TensorInfo>();
  for (const [name, raw] of Object.entries(entries)) {
    const entry = entrySchema.safeParse(raw);
    if (!entry.success) throw damaged(path, `tensor ${name}: ${firstIssue(entry.error)}`);
    const { dtype, shape, data_offsets: offsets } = entry.data;
    const bytes = elementBytes[dtype];
    if (bytes === undefined) throw damaged(path, `tensor ${name} has the unknown type ${dtype}`);
    const [begin, end] = [dataStart + offsets[0], dataStart + offsets[1]];
    if (end > fileBytes) throw damaged(path, `tensor ${name} ends at byte ${end}, the file at ${fileBytes}`);
    if (end - begin !== elementCount(shape) * bytes) {
      throw damaged(
        path,
        `tensor ${name} has ${end - begin} bytes, ${dtype} [${shape.join(', ')}] needs ${elementCount(shape) * bytes}`,
      );
    }
    tensors.set(name, { dtype, shape, begin, end });
  }
  checkTiling(path, tensors, dataStart, fileBytes);
  return { tensors, metadata: metadata.data };
}

/** Tensors must fill the data without gap or overlap, as the reference implementation demands. */
function checkTiling(
  path: string,
  tensors: Map<string, TensorInfo>,
  dataStart: number,
  fileBytes: number,
): void {
  let at = dataStart;
  const inOrder = [...tensors].sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end);
  for (const [name, { begin, end }] of inOrder) {
    if (begin !== at) throw damaged(path, `tensor ${name} starts at byte ${begin}, expected ${at}`);
    at = end;
  }
  if (at !== fileBytes) throw damaged(path, `its tensors end at byte ${at}, the file at ${fileBytes}`);
}
