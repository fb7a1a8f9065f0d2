/** Golden files: what Python's libraries gave, written by `interop/parity_*.py --write`; `npm run interop -- parity` makes new cases. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const goldenFolder = join(import.meta.dirname, '..', 'golden');

export function readGolden(name: string): unknown {
  return JSON.parse(readFileSync(join(goldenFolder, name), 'utf8'));
}
