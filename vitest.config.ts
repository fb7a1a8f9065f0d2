/** Tests: colocated with the source, cross-cutting ones in `test/`. Two workers: each may run a two-thread engine. */

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: [
      'src/**/*.test.ts',
      'scripts/**/*.test.ts',
      'test/**/*.test.ts',
      'bench/**/*.test.ts',
      'web/**/*.test.ts',
    ],
    globalSetup: 'test/built-page.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A second, as it is by default, is nothing on a machine that is busy.
    expect: { requireAssertions: true, poll: { timeout: 20_000 } },
  },
});
