/**
 * Gives back at once what nothing refers to any more. Weights, gradients and moments lie in shared WebAssembly memory, which
 * only a garbage collection frees and V8 does not count: left alone it collects after dozens of models.
 */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

export const collectGarbage = runInNewContext('gc') as () => void;
