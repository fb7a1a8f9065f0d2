/** `models/<name>/tinker.json`: where a server keeps a model of the run. */

import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../core/errors.ts';
import { isThere } from '../../core/file-errors.ts';
import { readText } from '../../core/read-text.ts';
import { writeFileAtomic } from '../../core/write-atomic.ts';

const FILE = 'tinker.json';

const schema = z.object({
  /** What the server calls the model that the run started from. */
  baseModel: z.string(),
  /** `tinker://…` of the weights to sample from; null: the base itself. */
  sampler: z.string().nullable(),
  /** `tinker://…` of the weights to train on from; null: the base itself. */
  state: z.string().nullable(),
});
export type RemoteModel = z.infer<typeof schema>;

export function writeRemoteModel(folder: string, model: RemoteModel): void {
  writeFileAtomic(join(folder, FILE), `${JSON.stringify(model, null, 2)}\n`);
}

/** @throws InputError where the folder holds a model of another back end. */
export function readRemoteModel(folder: string): RemoteModel {
  const path = join(folder, FILE);
  const parsed = isThere(path) ? schema.safeParse(JSON.parse(readText(path))) : undefined;
  if (parsed?.success) return parsed.data;
  throw new InputError(
    `${path} ${parsed === undefined ? 'is not there' : 'cannot be read'}: no server has this model`,
    {
      hint: 'It was made with backend: local. Give the run another name with --name.',
      cause: parsed?.error,
    },
  );
}
