/** Build for publishing: one entry a room, files kept one to one so that stack traces and relative assets stay true. */

import { defineConfig } from 'tsdown';
import packageJson from './package.json' with { type: 'json' };

/** `apps/compliance/index`, of `./dist/apps/compliance/index.js`. */
const entries = Object.values(packageJson.exports)
  .filter((target) => typeof target !== 'string')
  .map((target) => target.default.slice('./dist/'.length, -'.js'.length));

export default defineConfig({
  entry: {
    ...Object.fromEntries(entries.map((entry) => [entry, `src/${entry}.ts`])),
    'cli/main': 'src/cli/main.ts',
    // Started by their paths, imported by nobody.
    'documents/read-worker': 'src/documents/read-worker.ts',
    'engine/lanes/worker': 'src/engine/lanes/worker.ts',
    'engine/streams/stream-worker': 'src/engine/streams/stream-worker.ts',
    'models/keeper/main': 'src/models/keeper/main.ts',
    'serve/advisory/advice-worker': 'src/serve/advisory/advice-worker.ts',
    'tinker/client/heartbeat-worker': 'src/tinker/client/heartbeat-worker.ts',
    'serve/calculators/calculator-worker': 'src/serve/calculators/calculator-worker.ts',
    'serve/tinker/engine/engine-worker': 'src/serve/tinker/engine/engine-worker.ts',
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
