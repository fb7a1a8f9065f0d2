/** A provider that answers with CSV under an address: most have one, and the user knows which. */

import { InputError, RequestError } from '../../../core/errors.ts';
import { parsePrices } from './parse-prices.ts';
import type { PriceProvider } from './price-provider.ts';
import type { PriceRow } from './price-row.ts';

const MOST_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 60_000;

/**
 * `template` is an http(s) address with `{symbol}` and, where the provider takes them, `{from}` and `{to}`. Every symbol is asked for by
 * itself, in order; an answer has the columns date and close, or symbol too. @throws InputError for a template that cannot be used.
 */
export function csvProvider(template: string): PriceProvider {
  if (!template.includes('{symbol}')) {
    throw new InputError(`the address of prices "${template}" has no {symbol}`, {
      code: 'price-address',
      hint: 'Write {symbol} where the symbol goes, e.g. https://example.com/{symbol}.csv',
    });
  }
  const origin = addressOf(template, { symbol: 'A', from: '2020-01-01', to: '2020-12-31' }).host;
  return {
    name: origin,
    async fetch(symbols, from, to, signal) {
      const rows: PriceRow[] = [];
      for (const symbol of symbols) {
        const csv = await download(addressOf(template, { symbol, from, to }), symbol, signal);
        const given = parsePrices(csv, `${origin}, ${symbol}`, symbol);
        const other = given.find((row) => row.symbol !== symbol);
        if (other !== undefined) {
          throw new InputError(`${origin} was asked for ${symbol} and answered with ${other.symbol}`, {
            code: 'broken-prices',
            hint: 'Check where {symbol} stands in the address.',
          });
        }
        rows.push(...given.filter(({ date }) => date >= from && date <= to));
      }
      return rows;
    },
  };
}

function addressOf(template: string, values: Record<'symbol' | 'from' | 'to', string>): URL {
  const filled = template.replace(/\{(symbol|from|to)\}/g, (_, name: 'symbol' | 'from' | 'to') =>
    encodeURIComponent(values[name]),
  );
  const url = URL.parse(filled);
  if (url !== null && (url.protocol === 'https:' || url.protocol === 'http:')) return url;
  throw new InputError(`"${template}" is not an http(s) address`, {
    code: 'price-address',
    hint: 'Give one such as https://example.com/{symbol}.csv?from={from}&to={to}',
  });
}

async function download(url: URL, symbol: string, signal?: AbortSignal): Promise<string> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const ended = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  try {
    const response = await fetch(url, { signal: ended });
    if (!response.ok) throw refused(symbol, url, `it answered ${response.status}`, response.status);
    return await limitedText(response, symbol, url);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof RequestError || !(error instanceof Error)) throw error;
    const reason = error.cause instanceof Error ? error.cause.message : error.message;
    throw refused(symbol, url, reason, undefined, error);
  }
}

async function limitedText(response: Response, symbol: string, url: URL): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > MOST_BYTES) throw refused(symbol, url, `its answer is longer than ${MOST_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Without the address's query, which may hold a key. */
function refused(symbol: string, url: URL, why: string, status?: number, cause?: unknown): RequestError {
  return new RequestError(`no prices of ${symbol} from ${url.origin}${url.pathname}: ${why}`, {
    ...(status !== undefined && { status }),
    retryable: status === undefined || status >= 500 || status === 429,
    stopsRun: true,
    hint: 'Open the address in a browser; check the symbol and the key.',
    cause,
  });
}
