/** One weight that is not finite can make every answer of a model a product of chance. */

import { InputError } from '../../core/errors.ts';

/** Throws `InputError` naming the first value of the tensor `name` that is not finite. */
export function requireFinite(values: Float32Array, name: string, directory: string): void {
  let sum = 0;
  // x − x is 0, or NaN where x is not finite: no branch, so that large models do not wait for it.
  for (let i = 0; i < values.length; i++) sum += (values[i] as number) - (values[i] as number);
  if (sum === 0) return;
  const at = values.findIndex((value) => !Number.isFinite(value));
  throw new InputError(`${directory}: weight ${at} of ${name} is ${values[at]}, not a finite number`, {
    code: 'weights',
    hint: 'The training that made this model diverged, or the file is damaged: use an earlier checkpoint or another copy.',
  });
}
