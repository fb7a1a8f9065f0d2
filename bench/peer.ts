/** Runs a peer written in Python, where `npm run interop` has installed it; absent, its rows are left out. */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const python = join(root, '.venv', 'bin', 'python');

/** The peer's figures by `measure unit`, or null where Python is not there. Throws when the peer fails. */
export function runPeer(script: string, args: readonly string[]): Map<string, number> | null {
  if (!existsSync(python)) {
    process.stderr.write(`(no ${script}: \`npm run interop\` installs the Python peers)\n`);
    return null;
  }
  const done = spawnSync(python, [join(root, 'interop', script), ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (done.status !== 0) throw new Error(`${script} failed:\n${done.stderr}`);
  const figures = new Map<string, number>();
  for (const line of done.stdout.trim().split('\n')) {
    const { measure, value, unit } = JSON.parse(line) as { measure: string; value: number; unit: string };
    figures.set(`${measure} ${unit}`, value);
  }
  return figures;
}
