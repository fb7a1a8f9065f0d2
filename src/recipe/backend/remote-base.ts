/**
 * The model that a server trains, and what of it is needed here: settings, tokenizer and chat template. Of a model of the
 * hub only these are fetched, its weights stay where the server has them.
 */

import { InputError } from '../../core/errors.ts';
import { isAdapterFolder } from '../../engine/index.ts';
import {
  cachedModel,
  isGguf,
  isHf,
  isPulled,
  locateModel,
  pullModel,
  readHfString,
} from '../../models/index.ts';

export interface RemoteBase {
  /** What the server calls it. */
  name: string;
  /** Holds its config.json and tokenizer; perhaps no weights. */
  folder: string;
}

/** @throws InputError where there is no such model, or it is of a form that servers do not train. */
export async function remoteBase(
  from: string,
  runsDirectory: string,
  signal: AbortSignal,
): Promise<RemoteBase> {
  if (isGguf(from)) {
    throw new InputError(`from: ${from} is a GGUF file, which a server of the Tinker API does not train`, {
      code: 'model',
      hint: 'Name the model by its name on the hub (from: hf:ORG/NAME), as the server knows it.',
    });
  }
  if (isHf(from)) {
    const { name } = readHfString(from);
    if (isPulled(from)) return { name, folder: cachedModel(from) };
    return { name, folder: (await pullModel(from, { files: 'settings', signal })).folder };
  }
  const { directory } = locateModel(from, { runsDirectory });
  if (!isAdapterFolder(directory)) return { name: from, folder: directory };
  throw new InputError(`from: ${from} is an adapter, and a run starts from a whole model`, {
    code: 'model',
    hint: `Merge it into a folder (fin-r1 models export ${from} FOLDER) and write from: FOLDER.`,
  });
}
