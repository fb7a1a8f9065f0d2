/**
 * Makes a clone ready to run: installs the locked packages when they are missing or differ from package-lock.json.
 * Runs under any Node ≥ 20 without dependencies; what follows it runs under the pinned Node 24 in node_modules.
 * Silent when there is nothing to do.
 */

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const OLDEST_NODE = 20;
const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Why the packages of `directory` must be installed, or null when they stand as package-lock.json says. */
export function reasonToInstall(directory) {
  const installedPath = join(directory, 'node_modules', '.package-lock.json');
  if (!existsSync(installedPath)) return 'first run in this folder';
  const wanted = JSON.parse(readFileSync(join(directory, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedPath, 'utf8')).packages;
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry.optional === true) continue;
    if (installed[path]?.version !== entry.version) return `${path.replace(/^.*node_modules\//, '')} changed`;
  }
  if (!existsSync(join(directory, 'node_modules', 'node', 'bin'))) return 'the pinned Node is missing';
  return null;
}

/** The search path without this project's own commands: npm must not run on the Node it is about to replace. */
function outerPath() {
  const own = join(root, 'node_modules');
  const entries = (process.env.PATH ?? '').split(delimiter);
  return entries.filter((entry) => !entry.startsWith(own)).join(delimiter);
}

function install(reason) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const live = process.stderr.isTTY === true;
  process.stderr.write(`Installing packages (${reason}) …${live ? '' : '\n'}`);
  const ticker = live
    ? setInterval(() => process.stderr.write(`\rInstalling packages (${reason}) … ${seconds()} s `), 1000)
    : undefined;
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: root,
      env: { ...process.env, PATH: outerPath(), ONNXRUNTIME_NODE_INSTALL: 'skip' },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    const keep = (chunk) => (output += chunk);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(ticker);
      if (code === 0) {
        process.stderr.write(`${live ? '\r' : ''}Installed packages in ${seconds()} s.          \n`);
        resolve();
      } else {
        reject(new Error(`npm ci ended with code ${code}. Its output:\n${output}`));
      }
    });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    console.error(
      `This is Node ${process.versions.node}; fin-r1 needs Node ${OLDEST_NODE} or newer to install itself.`,
    );
    process.exit(2);
  }
  const reason = reasonToInstall(root);
  if (reason !== null) {
    try {
      await install(reason);
      // npm has done this already, unless it was told to run no scripts.
      await import('./prepare.mjs');
    } catch (error) {
      console.error(`\nThe packages could not be installed. ${error.message}`);
      process.exit(1);
    }
  }
}
