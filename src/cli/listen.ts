/** Where a server listens, and that nobody is served by accident. */

import { InputError } from '../core/errors.ts';
import { readKeys } from '../serve/index.ts';

export interface AddressFlags {
  host: string;
  port: number;
  keys?: string;
  open: boolean;
  maxBody: number;
  maxOpen: number;
}

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];

/** Names in the Host header of requests from this machine. */
export const LOOPBACK_NAMES: readonly string[] = [...LOOPBACK, '[::1]'];

/** @throws InputError where others could ask without a key and `--open` was not given, and for a file of keys that cannot be read. */
export function requireReachable({ host, keys, open }: Pick<AddressFlags, 'host' | 'keys' | 'open'>): {
  isLocal: boolean;
} {
  const isLocal = LOOPBACK.includes(host);
  if (!isLocal && keys === undefined && !open) {
    throw new InputError(`--host ${host}: others can reach the server, and it has no keys`, {
      hint: 'Make one with `fin-r1 keys add NAME --file keys.json` and give --keys keys.json, or serve everybody with --open.',
    });
  }
  if (keys !== undefined) readKeys(keys);
  return { isLocal };
}

/** @returns The address. @throws InputError saying why it cannot be listened on. */
export async function listen(
  app: { listen(options: { host: string; port: number }): Promise<string> },
  { host, port }: Pick<AddressFlags, 'host' | 'port'>,
): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = {
      EADDRINUSE: 'something else listens there',
      EACCES: 'permission is denied',
      EADDRNOTAVAIL: 'this machine has no such address',
      ENOTFOUND: 'there is no such host',
    }[code ?? ''];
    if (why === undefined) throw error;
    throw new InputError(`cannot listen on ${host}:${port}: ${why}`, {
      hint: 'Choose another --port or --host.',
      cause: error,
    });
  }
}
