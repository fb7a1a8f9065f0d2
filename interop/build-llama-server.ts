/**
 * `node interop/build-llama-server.ts`: llama.cpp's own server for this machine's processor, as a peer of `npm run bench -- serve-llama`.
 * Its source comes with the Python package llama-cpp-python; cmake and a C++ compiler build it beside other work (lowest priority, two
 * jobs) in the user's cache, where the benchmark finds it. `PYTHON` names another interpreter with pip.
 */

import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { builtLlamaServer, LLAMA_PACKAGE, llamaServerFolder } from './llama-server.ts';

/** As llama.cpp is built to be fast here: all that the processor has, OpenMP; no page of its own, no downloads. */
const FLAGS = {
  CMAKE_BUILD_TYPE: 'Release',
  GGML_NATIVE: 'ON',
  GGML_OPENMP: 'ON',
  GGML_LLAMAFILE: 'ON',
  BUILD_SHARED_LIBS: 'OFF',
  LLAMA_BUILD_TESTS: 'OFF',
  LLAMA_BUILD_EXAMPLES: 'OFF',
  LLAMA_BUILD_APP: 'OFF',
  LLAMA_BUILD_UI: 'OFF',
  LLAMA_USE_PREBUILT_UI: 'OFF',
  LLAMA_OPENSSL: 'OFF',
};

class FailedBuild extends Error {}

const target = builtLlamaServer();
try {
  if (!existsSync(target)) build();
  console.log(`${target} is ready: \`npm run bench -- serve-llama\` compares with it.`);
} catch (error) {
  if (!(error instanceof FailedBuild)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** In a folder that stays when it is interrupted: the next call goes on from there. */
function build(): void {
  const work = join(llamaServerFolder(), 'build');
  const out = join(work, 'out');
  if (!existsSync(join(out, 'Makefile'))) {
    rmSync(work, { recursive: true, force: true });
    mkdirSync(work, { recursive: true });
    const name = LLAMA_PACKAGE.replace(/==.*/, '');
    const download = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--no-binary', name, '--dest', work];
    run(process.env.PYTHON ?? 'python3', [...download, LLAMA_PACKAGE]);
    const archive = readdirSync(work).find((file) => file.endsWith('.tar.gz'));
    if (archive === undefined) throw new FailedBuild(`pip left no source archive of ${LLAMA_PACKAGE}`);
    run('tar', ['-xzf', join(work, archive), '-C', work, '--strip-components', '1']);
    const flags = Object.entries(FLAGS).map(([flag, value]) => `-D${flag}=${value}`);
    run('cmake', [...['-G', 'Unix Makefiles', '-S', join(work, 'vendor', 'llama.cpp'), '-B', out], ...flags]);
  }
  const jobs = String(Math.min(2, availableParallelism()));
  run('nice', ['-n', '19', 'cmake', '--build', out, '--target', 'llama-server', '--parallel', jobs]);
  copyFileSync(join(out, 'bin', 'llama-server'), `${target}.new`);
  renameSync(`${target}.new`, target);
  rmSync(work, { recursive: true });
}

function run(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (status === 0) return;
  const reason = error?.message ?? `ended with code ${status}`;
  throw new FailedBuild(
    `${command}: ${reason}. Python with pip, tar, cmake 3.14 and a C++17 compiler are needed.`,
  );
}
