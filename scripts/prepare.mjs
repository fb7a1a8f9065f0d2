/**
 * What npm runs after installing this folder: makes sure the pinned Node is there (npm may have refused to run the
 * install script of the package `node`), and links the `fin-r1` command so that `npx fin-r1` works in a clone.
 */

import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const commands = join(root, 'node_modules', '.bin');
const nodePackage = join(root, 'node_modules', 'node');

if (existsSync(nodePackage) && !existsSync(join(nodePackage, 'bin'))) {
  const { status } = spawnSync(process.execPath, ['installArchSpecificPackage.js'], {
    cwd: nodePackage,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`The pinned Node could not be installed (code ${status}).`);
}

if (existsSync(commands) && process.platform !== 'win32') {
  const nodeLink = join(commands, 'node');
  if (!existsSync(nodeLink)) {
    rmSync(nodeLink, { force: true });
    symlinkSync('../node/bin/node', nodeLink);
  }
  const link = join(commands, 'fin-r1');
  rmSync(link, { force: true });
  symlinkSync('../../bin/fin-r1.mjs', link);
  chmodSync(join(root, 'bin', 'fin-r1.mjs'), 0o755);
}
