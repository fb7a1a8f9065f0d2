/** Where a server listens, and who may reach it. */

import { InputError } from '../core/errors.ts';

export const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];

interface Address {
  host: string;
  port: number;
}

/** Names in the Host header that a server on `host` answers: on this machine its own, so that pages of other names are kept away; null: any. */
export function answeredHosts(host: string): string[] | null {
  return LOOPBACK.includes(host) ? [...LOOPBACK, '[::1]'] : null;
}

/** @throws InputError where others could reach a server that asks for no keys, unless `open`. */
export function requireKeys(host: string, hasKeys: boolean, open: boolean): void {
  if (LOOPBACK.includes(host) || hasKeys || open) return;
  throw new InputError(`--host ${host}: others can reach the server, and it has no keys`, {
    hint: 'Make one with `fin-r1 keys add NAME --file keys.json` and give --keys keys.json, or serve everybody with --open.',
  });
}

/** @throws InputError where the address cannot be listened on. */
export async function listen(
  app: { listen(options: Address): Promise<string> },
  { host, port }: Address,
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
