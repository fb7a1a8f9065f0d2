/**
 * Runs every `interop/parity_*.py --check` in `.venv`: each compares one part of fin-r1 with the Python library that defines it and
 * prints a line a check, the figure beside its limit. Ends with 1 when a limit is missed.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Pinned names and versions that are not installed; a build's own label (2.13.0+cpu) does not count. */
const MISSING = `
import sys
from importlib.metadata import PackageNotFoundError, version
for line in open(sys.argv[1]):
    name, wanted = line.strip().split("==")
    try:
        found = version(name).split("+")[0]
    except PackageNotFoundError:
        found = None
    if found != wanted:
        print(name)
`;

const quiet = (command, args, root) =>
  spawnSync(command, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const USABLE = 'import sys, ensurepip, pip; assert sys.version_info >= (3, 11)';

/** Whether all of `requirements` stands in `.venv` already, so that pip need not be asked. */
export function isInstalled({ root, python, requirements }) {
  if (!existsSync(python)) return false;
  const { status, stdout } = quiet(python, ['-c', MISSING, requirements], root);
  return status === 0 && stdout.trim() === '';
}

/** Why the parity scripts cannot run here, or null: for CI, which must also pass where there is no Python or no network. */
export function reasonToSkip({ root, python, systemPython, requirements }) {
  if (process.env.FIN_R1_PARITY === '0') return 'FIN_R1_PARITY is 0';
  if (isInstalled({ root, python, requirements })) return null;
  const interpreter = existsSync(python) ? python : systemPython;
  const usable = quiet(interpreter, ['-c', USABLE], root);
  if (usable.error !== undefined) return `Python cannot be started (${usable.error.message})`;
  if (usable.status !== 0) return `${interpreter} is older than 3.11, or has no pip or venv`;
  // Has pip look one small package up, wherever it is told to look; an answer takes a second or two.
  const small = readFileSync(join(root, requirements), 'utf8')
    .split('\n')
    .find((line) => line.startsWith('safetensors=='));
  const lookUp = ['-m', 'pip', 'download', '--no-deps', '--no-cache-dir', '--quiet', '--timeout', '5'];
  const folder = mkdtempSync(join(tmpdir(), 'fin-r1-parity-'));
  const { status } = quiet(interpreter, [...lookUp, '--retries', '0', '--dest', folder, small], root);
  rmSync(folder, { recursive: true });
  return status === 0 ? null : 'PyPI cannot be reached';
}

/** Runs all parity scripts; true when every check of every script holds. */
export function runParity({ root, python }) {
  const scripts = readdirSync(join(root, 'interop')).filter((name) => /^parity_.*\.py$/.test(name));
  const failed = scripts.toSorted().filter((name) => {
    // Nothing is asked of the hub: all checkpoints are made on the spot.
    const env = { ...process.env, HF_HUB_OFFLINE: '1', PYTHONDONTWRITEBYTECODE: '1' };
    const { status } = spawnSync(python, [join('interop', name), '--check'], {
      cwd: root,
      stdio: 'inherit',
      env,
    });
    return status !== 0;
  });
  console.log(
    failed.length === 0
      ? `parity: ${scripts.length} scripts, every limit is met`
      : `parity: FAILED ${failed.join(', ')}`,
  );
  return failed.length === 0;
}
