/**
 * Makes `.venv` with the Python peers of the benchmarks (PyTorch and transformers on the CPU). Never run by the other
 * scripts: only `npm run interop` asks for Python. `PYTHON` names another interpreter.
 */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const windows = process.platform === 'win32';
const python = join(root, '.venv', windows ? 'Scripts' : 'bin', windows ? 'python.exe' : 'python');

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (error === undefined && status === 0) return;
  const reason = error === undefined ? `ended with code ${status}` : error.message;
  console.error(
    `${command} ${args.join(' ')}: ${reason}. Python 3.10 or newer is needed; PYTHON can name it.`,
  );
  process.exit(1);
}

if (!existsSync(python)) run(process.env.PYTHON ?? 'python3', ['-m', 'venv', '.venv']);
run(python, ['-m', 'pip', 'install', '--quiet', '--requirement', join('interop', 'requirements.txt')]);
console.log(
  'The Python peers are ready: `npm run bench -- train` and `npm run bench -- sample` compare with them.',
);
