/** The protocols, by id. */

import { InputError } from '../../core/errors.ts';
import { nearest } from '../../core/nearest.ts';
import { dianjin } from './dianjin.ts';
import { finO1 } from './fin-o1.ts';
import { finR1 } from './fin-r1.ts';
import { own } from './own.ts';
import type { Protocol } from './protocol.ts';

export const protocols: readonly Protocol[] = [own, finR1, dianjin, finO1];

/** @throws InputError naming the known ones. */
export function findProtocol(id: string): Protocol {
  const found = protocols.find((protocol) => protocol.id === id);
  if (found) return found;
  const ids = protocols.map((protocol) => protocol.id);
  const near = nearest(id, ids);
  throw new InputError(`there is no protocol "${id}"${near === undefined ? '' : `; did you mean ${near}?`}`, {
    code: 'unknown-protocol',
    hint: `Known protocols: ${ids.join(', ')}.`,
  });
}
