/**
 * Makes `.venv` with the Python peers of the benchmarks: PyTorch and transformers on the CPU, with `npm run interop -- data`
 * those of the data benchmarks (Math-Verify, distilabel, Curator); with `-- gguf` it brings a small model for llama.cpp. With
 * `-- parity` it brings PEFT and TRL too and compares numbers with them (`interop/run-parity.mjs`); `.ci/run` adds `--if-possible`
 * and so passes without Python or network. `-- tinker` tries the Tinker server and client on their peers (`interop/run-tinker.mjs`). Nothing else asks for Python. `PYTHON` names another interpreter.
 */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchSmolLm2 } from '../interop/fetch-smollm2.mjs';
import { isInstalled, reasonToSkip, runParity } from '../interop/run-parity.mjs';
import { runTinker, tinkerParts } from '../interop/run-tinker.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const windows = process.platform === 'win32';
const python = join(root, '.venv', windows ? 'Scripts' : 'bin', windows ? 'python.exe' : 'python');

const peers = {
  model: { requirements: 'requirements.txt', benches: ['train', 'sample'] },
  data: { requirements: 'requirements-data.txt', benches: ['scorer', 'generate'] },
  parity: { requirements: 'requirements-parity.txt', benches: [] },
};
const systemPython = process.env.PYTHON ?? 'python3';
const asked = process.argv[2] ?? 'model';
if (asked === 'tinker') {
  const part = process.argv[3];
  if (part === undefined || tinkerParts.includes(part)) {
    process.exit((await runTinker({ root, systemPython, part })) ? 0 : 1);
  }
  console.error(`tinker has no part ${part}: ${tinkerParts.join(', ')}, or none for the first two`);
  process.exit(2);
}
const peer = peers[asked];
if (peer === undefined && asked !== 'gguf') {
  console.error(
    `no peers for ${asked}: \`npm run interop\`, \`npm run interop -- data\`, \`-- gguf\`, \`-- parity\` or \`-- tinker\``,
  );
  process.exit(2);
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: windows && command === 'npm',
  });
  if (error === undefined && status === 0) return;
  const reason = error === undefined ? `ended with code ${status}` : error.message;
  const needs = command === 'npm' ? '' : ' Python 3.11 or newer is needed; PYTHON can name it.';
  console.error(`${command} ${args.join(' ')}: ${reason}.${needs}`);
  process.exit(1);
}

const requirements = peer && join('interop', peer.requirements);
if (asked === 'parity' && process.argv.includes('--if-possible')) {
  const reason = reasonToSkip({ root, python, systemPython, requirements });
  if (reason !== null) {
    console.log(`skipped: ${reason}`);
    process.exit(0);
  }
}
if (!existsSync(python)) run(systemPython, ['-m', 'venv', '.venv']);
if (peer === undefined) {
  fetchSmolLm2({ root, run, python });
} else {
  if (!isInstalled({ root, python, requirements })) {
    run(python, ['-m', 'pip', 'install', '-qq', '--requirement', requirements]);
  }
  if (asked === 'parity') process.exit(runParity({ root, python }) ? 0 : 1);
  const compared = peer.benches.map((name) => `\`npm run bench -- ${name}\``);
  console.log(`The Python peers are ready: ${compared.join(' and ')} compare with them.`);
}
