/** Gets llama.cpp running: the package that has it is loaded, and says clearly when it is missing or made for another machine. */

import { InputError } from '../core/errors.ts';
import type { Llama, LlamaLibrary } from './llama-library.ts';

export const LLAMA_PACKAGE = 'node-llama-cpp';
const SERVE_HINT = 'Or serve the file with llama.cpp and name it as http://localhost:8080/v1#NAME.';

/** @throws InputError when it is not installed. */
export async function installedLlama(name = LLAMA_PACKAGE): Promise<LlamaLibrary> {
  try {
    return (await import(name)) as LlamaLibrary;
  } catch (cause) {
    throw new InputError(`gguf: models need the package ${name}, which cannot be loaded`, {
      code: 'missing-package',
      hint: `Install it beside fin-r1: npm install ${name}. ${SERVE_HINT}`,
      cause,
    });
  }
}

/** Null when it is not installed. @throws InputError when it is, and cannot be loaded. */
export async function llamaIfInstalled(name = LLAMA_PACKAGE): Promise<LlamaLibrary | null> {
  try {
    return await installedLlama(name);
  } catch (error) {
    const cause = error instanceof InputError ? error.cause : undefined;
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND';
    if (isMissing) return null;
    throw error;
  }
}

/** @throws InputError when it has nothing that runs on this machine. */
export async function startedLlama(library: LlamaLibrary): Promise<Llama> {
  try {
    return await library.getLlama({ gpu: 'auto', build: 'never', logLevel: 'error' });
  } catch (cause) {
    throw new InputError(
      `gguf: ${LLAMA_PACKAGE} does not run on this machine: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        code: 'missing-package',
        hint: `Install it again for this platform: npm install ${LLAMA_PACKAGE}. ${SERVE_HINT}`,
        cause,
      },
    );
  }
}
