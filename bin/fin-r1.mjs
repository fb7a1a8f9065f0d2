#!/usr/bin/env node
/**
 * The `fin-r1` command: `src/cli/main.ts` in a clone, `dist/cli/main.js` in an installed package. Under an older Node
 * it starts itself again with the pinned one of the clone, or says what is needed. Should it be killed so that it cannot pass that on,
 * the channel to its child closes, and the child stops as on Ctrl-C.
 */

import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NEEDED_NODE = 24;
const here = realpathSync(fileURLToPath(import.meta.url));
const root = join(dirname(here), '..');

if (Number(process.versions.node.split('.')[0]) >= NEEDED_NODE) {
  const source = join(root, 'src', 'cli', 'main.ts');
  const main = existsSync(source) ? source : join(root, 'dist', 'cli', 'main.js');
  if (process.channel !== undefined) {
    // Without listeners nothing can be resumed, and there is nothing to wait for.
    process.on('disconnect', () => process.emit('SIGTERM') || process.exit(143));
    process.channel.unref();
  }
  await import(pathToFileURL(main).href);
} else {
  const pinned = join(
    root,
    'node_modules',
    'node',
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (!existsSync(pinned)) {
    console.error(
      `fin-r1 needs Node ${NEEDED_NODE} or newer; this is Node ${process.versions.node}. ` +
        'Install a newer Node, or in a clone run `npm ci`, which brings its own.',
    );
    process.exit(2);
  }
  const child = spawn(pinned, [here, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // The terminal sends Ctrl-C to both processes; the child decides how to end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
  }
  child.on('exit', (code, signal) =>
    process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 15)),
  );
}
