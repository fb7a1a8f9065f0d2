/** Where the built page lies. In a clone it is built when it is not there or older than its sources. */

import { spawn } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FinR1Error } from '../../core/errors.ts';
import { packageFolder } from '../../core/package-folder.ts';

const root = dirname(packageFolder('bin'));

/** @throws FinR1Error with what the build printed. */
export async function pageFolder(): Promise<string> {
  const built = join(root, 'dist', 'page');
  const sources = join(root, 'web');
  const index = join(built, 'index.html');
  if (!existsSync(sources)) return built;
  if (existsSync(index) && statSync(index).mtimeMs >= newest(sources)) return built;
  const aside = `${built}.${process.pid}`;
  await build(join(sources, 'vite.config.ts'), aside);
  // Another process may have built it meanwhile: the later one is as good.
  rmSync(built, { recursive: true, force: true });
  renameSync(aside, built);
  return built;
}

function newest(folder: string): number {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.reduce(
    (latest, { parentPath, name }) => Math.max(latest, statSync(join(parentPath, name)).mtimeMs),
    0,
  );
}

async function build(config: string, folder: string): Promise<void> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const options = ['build', '--config', config, '--outDir', folder, '--logLevel', 'warn'];
  const child = spawn(process.execPath, [vite, ...options], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new FinR1Error('page', `The page could not be built:\n${output.trim()}`);
}
