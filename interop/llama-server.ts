/** Where llama.cpp's own server lies, which `npm run bench -- serve-llama` is held against: built once, kept for all clones. */

import { homedir } from 'node:os';
import { join } from 'node:path';

/** The Python package whose source archive carries llama.cpp's source. */
export const LLAMA_PACKAGE = 'llama-cpp-python==0.3.36';

/** The user's cache, since a build takes a quarter of an hour and is no part of a clone. */
export function llamaServerFolder(env: NodeJS.ProcessEnv = process.env): string {
  const cache = env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(cache, 'fin-r1', LLAMA_PACKAGE.replace('==', '-'));
}

/** The path that the build writes and the benchmark looks at. */
export function builtLlamaServer(env: NodeJS.ProcessEnv = process.env): string {
  return join(llamaServerFolder(env), 'llama-server');
}
