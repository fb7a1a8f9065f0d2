/** The server as `fin-r1 ui` starts it, for tests. */

import { servedCompliance } from '../../src/cli/served-compliance.ts';
import { openChatModel } from '../../src/models/index.ts';
import { createServer, pageFolder } from '../../src/serve/index.ts';
import type { RunningServer } from '../../src/serve/index.ts';

export interface PageServer {
  address: string;
  close(): Promise<void>;
  /** Ends without a word to anybody, as a killed process does. */
  kill(): Promise<void>;
}

/** @param port 0: any that is free. `checksDir`: of batches; left out: nothing is checked. */
export async function startPageServer(
  models: Readonly<Record<string, string>>,
  { runsDirectory, port = 0, checksDir }: { runsDirectory: string; port?: number; checksDir?: string },
): Promise<PageServer> {
  const open = (model: string) =>
    openChatModel(model, { runsDirectory, env: {}, warn: () => {}, threads: 1 });
  const opened = await Promise.all(
    Object.entries(models).map(async ([name, model]) => [name, await open(model)] as const),
  );
  const server: RunningServer = createServer({
    ...{ models: new Map(opened), stages: { runsDirectory, open }, keysPath: null, hosts: null, origins: [] },
    ...{ maxBodyBytes: 4e6, maxTokens: 4096, maxOpen: 64, log: () => {}, logPrompts: false },
    pageFolder: await pageFolder(),
    runsDir: runsDirectory,
    ...(checksDir !== undefined && {
      compliance: await servedCompliance({ checksDir, auditTexts: true, redact: false }, true),
    }),
  });
  const address = await server.app.listen({ host: '127.0.0.1', port });
  const close = (): Promise<void> => server.shutDown(0);
  return {
    address,
    close,
    kill() {
      server.app.server.close();
      server.app.server.closeAllConnections();
      return close();
    },
  };
}
