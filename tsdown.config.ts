/** Build for publishing: one entry a room, files kept one to one so that stack traces and relative assets stay true. */

import { defineConfig } from 'tsdown';
import packageJson from './package.json' with { type: 'json' };

const subpaths = Object.keys(packageJson.exports).filter((subpath) => subpath !== './package.json');
const rooms = subpaths.map((subpath) => subpath.slice('./'.length));

export default defineConfig({
  entry: {
    ...Object.fromEntries(rooms.map((room) => [`${room}/index`, `src/${room}/index.ts`])),
    'cli/main': 'src/cli/main.ts',
    // Started by their paths, imported by nobody.
    'documents/read-worker': 'src/documents/read-worker.ts',
    'engine/lanes/worker': 'src/engine/lanes/worker.ts',
    'engine/streams/stream-worker': 'src/engine/streams/stream-worker.ts',
    'models/keeper/main': 'src/models/keeper/main.ts',
    'serve/calculators/calculator-worker': 'src/serve/calculators/calculator-worker.ts',
  },
  root: 'src',
  format: 'esm',
  platform: 'node',
  target: 'node24',
  unbundle: true,
  fixedExtension: false,
  dts: { sourcemap: false },
  report: false,
  publint: true,
});
