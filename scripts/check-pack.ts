/**
 * Packs the package as it would be published, installs the tarball into an empty folder, uses every subpath and the
 * command there, and type-checks a program that imports them all. Prints the time of each step; leaves nothing behind.
 */

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative, sep } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'fin-r1-pack-'));
/** The Node that runs this script comes first, and ONNX Runtime fetches nothing beside what its package brings. */
const environment = {
  ...process.env,
  PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`,
  ONNXRUNTIME_NODE_INSTALL: 'skip',
};
const subpaths = Object.keys(packageJson.exports).filter((subpath) => subpath !== './package.json');

function step<T>(name: string, work: () => T): T {
  const started = performance.now();
  const result = work();
  console.log(`${name}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return result;
}

/** Runs a command and gives what it printed; throws with all of it when it fails. */
function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: environment,
    shell: process.platform === 'win32',
  });
  if (error !== undefined) throw error;
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with code ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/** What must not be published: tests, their helpers, sources, run folders. */
function refuseStrayFiles(paths: readonly string[]): void {
  const stray = paths.filter((path) =>
    /(^|\/)test-|\.test\.|^runs\/|(^|\/)(src|test|node_modules)\//.test(path),
  );
  if (stray.length > 0)
    throw new Error(`The tarball holds files that must not be published: ${stray.join(', ')}`);
}

/** Folders that the code reads at run time: a file left out would be missed only by a user. */
function requireFolders(paths: readonly string[]): void {
  const wanted = ['calibration', 'clients', 'prompts', 'recipes', 'rulebooks'].flatMap((name) =>
    readdirSync(join(root, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')),
  );
  wanted.push('dist/page/index.html');
  const missing = wanted.filter((path) => !paths.includes(path));
  if (missing.length > 0) throw new Error(`The tarball lacks ${missing.join(', ')}`);
}

interface Packed {
  filename: string;
  size: number;
  files: { path: string }[];
}

/** Packs; `prepare` is left out since it readies a clone, not a package. */
function pack(): Packed {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [packed] = JSON.parse(run('npm', args, root)) as Packed[];
  if (packed === undefined) throw new Error('npm pack named no tarball');
  return packed;
}

/** A program in TypeScript that names every subpath, checked as a user's would be. */
function checkTypes(): void {
  const imports = subpaths.map((path, i) => `import * as room${i} from 'fin-r1${path.slice(1)}';`);
  const uses = `export const rooms = [${subpaths.map((_, i) => `room${i}`).join(', ')}];`;
  writeFileSync(join(folder, 'consumer.mts'), [...imports, uses, ''].join('\n'));
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2024', '--module', 'nodenext'];
  const types = ['--typeRoots', join(root, 'node_modules', '@types'), '--types', 'node'];
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  run(process.execPath, [tsc, '--ignoreConfig', ...options, ...types, 'consumer.mts'], folder);
}

try {
  step('build', () => run('npm', ['run', '--silent', 'build'], root));
  const packed = step('pack', pack);
  const paths = packed.files.map((file) => file.path);
  refuseStrayFiles(paths);
  requireFolders(paths);
  console.log(`  ${packed.files.length} files, ${(packed.size / 1024).toFixed(0)} KiB`);
  writeFileSync(join(folder, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }\n');
  const install = ['install', '--no-audit', '--no-fund', join(folder, packed.filename)];
  step('install', () => run('npm', install, folder));
  step('types', checkTypes);
  copyFileSync(join(root, 'scripts', 'pack-consumer.mjs'), join(folder, 'consumer.mjs'));
  console.log(step('use', () => run(process.execPath, ['consumer.mjs', ...subpaths], folder)).trimEnd());
  const help = step('npx fin-r1 --help', () => run('npx', ['fin-r1', '--help'], folder));
  if (!help.includes('quickstart')) throw new Error(`fin-r1 --help does not name its commands:\n${help}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
