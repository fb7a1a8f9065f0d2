/** `hf:ORG/NAME[@REVISION]` and `hf:ORG/NAME/FILE.gguf[@REVISION]`: a model of the Hugging Face hub, which is pulled first. */

import { InputError } from '../../core/errors.ts';

export interface HfName {
  /** `ORG/NAME`. */
  name: string;
  /** Branch, tag or commit. */
  revision: string;
  /** Path of a GGUF file; null where the model's folder is meant. */
  file: string | null;
}

const FORM = /^hf:([\w.-]+\/[\w.-]+)(?:\/([^@]+\.gguf))?(?:@([\w./-]+))?$/i;

export function isHf(model: string): boolean {
  return model.startsWith('hf:');
}

/** @throws InputError for a string of another form. */
export function readHfString(model: string): HfName {
  const [, name, file = null, revision = 'main'] = FORM.exec(model) ?? [];
  if (name !== undefined) return { name, revision, file };
  throw new InputError(`cannot read the model string "${model}"`, {
    code: 'model',
    hint: 'Write it as hf:ORG/NAME or hf:ORG/NAME/FILE.gguf, with @REVISION at the end for a branch, tag or commit.',
  });
}

/** The command that fetches a model. */
export function pullCommand(model: string): string {
  return `fin-r1 models pull ${model}`;
}
