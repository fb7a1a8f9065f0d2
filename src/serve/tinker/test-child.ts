/** A server in a process of its own, for tests that kill it: `node test-child.ts BASE DIRECTORY`. Prints its address. */

import { openBase } from './served-bases.ts';
import { createTinkerServer } from './tinker-server.ts';

const [base = '', directory = '', snapshotMs = '60000'] = process.argv.slice(2);
const server = createTinkerServer({
  ...{ bases: [await openBase('tiny', base, directory)], directory, keysPath: null, key: null, hosts: null },
  ...{ maxBodyBytes: 1e6, sessionSeconds: 3600, threads: 1, snapshotMs: Number(snapshotMs) },
  log: () => undefined,
  fatal: (error) => {
    throw error;
  },
});
console.log(await server.app.listen({ host: '127.0.0.1', port: 0 }));
