/** A server of the Tinker API from its start to its end. */

import { InputError } from '../core/errors.ts';
import { locateModel, requireSamplingMemory } from '../models/index.ts';
import { createTinkerServer, openBase } from '../serve/index.ts';
import type { ServedBase } from '../serve/index.ts';
import { interruptible } from './interrupt.ts';
import { listen, LOOPBACK_NAMES, requireReachable } from './listen.ts';

export interface TinkerServerFlags {
  model: string[];
  host: string;
  port: number;
  directory: string;
  keys?: string;
  open: boolean;
  maxBody: number;
  sessionTimeout: number;
  runsDir: string;
}

const KEY_VARIABLE = 'FIN_R1_TINKER_KEY';

/** Ends with Ctrl-C. @throws InputError for models, keys, folders and addresses that cannot be used. */
export async function runTinkerServer(flags: TinkerServerFlags): Promise<void> {
  const { keys, directory } = flags;
  const key = process.env[KEY_VARIABLE] || null;
  const { isLocal } = requireReachable({ ...flags, open: flags.open || key !== null });
  const bases = await openBases(flags);
  const failed = new AbortController();
  const server = createTinkerServer({
    ...{ bases, directory, keysPath: keys ?? null, key, hosts: isLocal ? LOOPBACK_NAMES : null },
    ...{ maxBodyBytes: flags.maxBody, sessionSeconds: flags.sessionTimeout },
    log: (line) => console.log(JSON.stringify(line)),
    fatal: (error) => failed.abort(error),
  });
  try {
    const address = await listen(server.app, flags);
    const names = bases.map(({ name }) => name).join(', ');
    console.error(`serving ${names} at ${address}; all is kept in ${directory}`);
    if (server.resumed > 0) console.error(`going on with ${server.resumed} requests of an earlier start`);
    const shown = keys === undefined && key === null ? 'any' : 'YOUR-KEY';
    console.error(`point a client at it: TINKER_BASE_URL=${address} TINKER_API_KEY=tml-${shown}`);
    await interruptible(async (signal) => {
      const either = AbortSignal.any([signal, failed.signal]);
      await new Promise<void>((resolve) => either.addEventListener('abort', () => resolve(), { once: true }));
    }, 'Ending once the running job has ended; the others are kept for the next start');
    if (failed.signal.aborted) throw failed.signal.reason;
  } finally {
    await server.shutDown();
  }
}

async function openBases({ model: given, runsDir, directory }: TinkerServerFlags): Promise<ServedBase[]> {
  const named = new Map<string, string>();
  for (const entry of given) {
    const [, name = entry, model = entry] = /^([\w.-]+(?:\/[\w.-]+)?)=(.+)$/.exec(entry) ?? [];
    if (named.has(name))
      throw new InputError(`two models are named ${name}`, { hint: 'Name them with NAME=MODEL.' });
    named.set(name, model);
  }
  const bases: ServedBase[] = [];
  for (const [name, model] of named) {
    const located = locateModel(model, { runsDirectory: runsDir });
    await requireSamplingMemory(model, located.directory, 1);
    bases.push(await openBase(name, located.directory, directory));
  }
  return bases;
}
