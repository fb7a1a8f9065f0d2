/** A server from its start to its end, for `serve` and `ui`. */

import type { ChatModel } from '../models/index.ts';
import { createServer, pageFolder } from '../serve/index.ts';
import { listen, LOOPBACK_NAMES, requireReachable } from './listen.ts';
import type { AddressFlags } from './listen.ts';
import { interruptible } from './interrupt.ts';
import { servedCompliance, type ComplianceFlags } from './served-compliance.ts';
import { namedModels, openServed } from './served-models.ts';
import type { ModelFlags } from './served-models.ts';

export interface ServerFlags extends AddressFlags, ModelFlags, ComplianceFlags {
  corsOrigin: string[];
  maxTokens: number;
  maxBody: number;
  maxOpen: number;
  logPrompts: boolean;
}

/** A stream that is nearly done may end, also when Ctrl-C was pressed. */
const GRACE_MS = 10_000;

interface Options {
  /** The stages of all runs may be asked too. */
  withStages: boolean;
  log: (line: Readonly<Record<string, unknown>>) => void;
  /** Called once it listens. */
  onReady: (address: string, models: readonly string[]) => Promise<void> | void;
}

/** Ends with Ctrl-C. @throws InputError for models, keys and addresses that cannot be used. */
export async function runServer(flags: ServerFlags, { withStages, log, onReady }: Options): Promise<void> {
  const { keys, runsDir } = flags;
  const { isLocal } = requireReachable(flags);
  // Before the rulebooks, whose reading takes seconds: a slip is told at once.
  const named = namedModels(flags);
  const compliance = await servedCompliance(flags, withStages || isLocal);
  const models = new Map<string, ChatModel>();
  try {
    for (const [name, model] of named) {
      console.error(`loading ${model} …`);
      models.set(name, await openServed(model, flags));
    }
    const server = createServer({
      models,
      stages: withStages ? { runsDirectory: runsDir, open: (model) => openServed(model, flags) } : null,
      keysPath: keys ?? null,
      hosts: isLocal ? LOOPBACK_NAMES : null,
      origins: flags.corsOrigin,
      pageFolder: await pageFolder(),
      // Who may ask a model from elsewhere need not see how it was made, nor what others had checked.
      runsDir: withStages || isLocal ? runsDir : null,
      compliance,
      maxBodyBytes: flags.maxBody,
      maxTokens: flags.maxTokens,
      maxOpen: flags.maxOpen,
      log,
      logPrompts: flags.logPrompts,
    });
    await onReady(await listen(server.app, flags), [...models.keys()]);
    await interruptible(async (signal) => {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      await server.shutDown(GRACE_MS);
    }, 'Ending once the answers that are being written have ended');
  } finally {
    for (const model of models.values()) await model.close();
  }
}
