/** `fetch` through the keeper, for requests that bear their key. A body that an earlier keeper has kept comes at once. */

import { responseOf, textOf, urlOf, type Fetch } from '../http-fetch.ts';
import type { Journal } from '../journal.ts';
import type { Keeper } from './keeper.ts';

export function keptFetch(keeper: Keeper, journal: Journal): Fetch {
  return async (input, init = {}) => {
    const body = textOf(init.body);
    const headers = Object.fromEntries(new Headers(init.headers));
    const key = headers['idempotency-key'];
    if (key === undefined) throw new RangeError(`the request to ${urlOf(input)} has no key`);
    const kept = journal.bodyOf(key);
    if (kept !== null) return new Response(kept, { headers: { 'content-type': 'application/json' } });
    if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body));
    const request = { url: urlOf(input), method: init.method ?? 'GET', headers, body };
    return responseOf(await keeper.send(key, request, init.signal ?? undefined));
  };
}
