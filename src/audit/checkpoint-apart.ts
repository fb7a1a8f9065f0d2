/** A checkpoint that is not written into the log: of one that another process writes, or that may only be read. */

import type { KeyObject } from 'node:crypto';
import { InputError } from '../core/errors.ts';
import type { Checkpoint } from './checkpoint.ts';
import { signJson } from './signing.ts';
import { verifyLog } from './verify-log.ts';

/** Signs where the log ends now. @throws InputError where it is not intact: a signature must not make a broken log look whole. */
export function checkpointApart(path: string, key: KeyObject): Checkpoint {
  const { faults, end } = verifyLog(path);
  if (faults.length > 0 || end === null)
    throw new InputError(`${path} is not signed: ${faults[0] ?? 'it has no records'}`, {
      code: 'broken-log',
      hint: `\`fin-r1 audit verify ${path}\` tells all that is wrong.`,
    });
  return { end, ...signJson(end, key) };
}
