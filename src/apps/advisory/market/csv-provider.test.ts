import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvProvider } from './csv-provider.ts';

let server: Server;
let origin: string;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url?.includes('NONE')) response.writeHead(404).end();
    else if (request.url?.includes('MIXED')) response.end('date,symbol,close\n2024-01-02,OTHER,1\n');
    else response.end('date,close\n2024-01-01,9\n2024-01-02,10\n2024-01-03,11\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('csvProvider', () => {
  it('asks for each symbol under the given address and keeps the days asked for', async () => {
    const provider = csvProvider(`${origin}/d/{symbol}.csv?from={from}&to={to}&key=secret`);
    const rows = await provider.fetch(['A', 'B/C'], '2024-01-02', '2024-01-03');
    expect(asked).toEqual([
      '/d/A.csv?from=2024-01-02&to=2024-01-03&key=secret',
      '/d/B%2FC.csv?from=2024-01-02&to=2024-01-03&key=secret',
    ]);
    expect(rows).toEqual([
      { date: '2024-01-02', symbol: 'A', close: 10 },
      { date: '2024-01-03', symbol: 'A', close: 11 },
      { date: '2024-01-02', symbol: 'B/C', close: 10 },
      { date: '2024-01-03', symbol: 'B/C', close: 11 },
    ]);
  });

  it('says what was refused, without the key of the address', async () => {
    const provider = csvProvider(`${origin}/{symbol}?key=secret`);
    const failure = await provider
      .fetch(['NONE'], '2024-01-02', '2024-01-03')
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      message: `no prices of NONE from ${origin}/NONE: it answered 404`,
      status: 404,
      retryable: false,
    });
  });

  it('refuses an answer of another symbol, and a server that is not there', async () => {
    await expect(
      csvProvider(`${origin}/{symbol}`).fetch(['MIXED'], '2024-01-01', '2024-01-03'),
    ).rejects.toThrow('was asked for MIXED and answered with OTHER');
    await expect(
      csvProvider('http://127.0.0.1:1/{symbol}').fetch(['A'], '2024-01-01', '2024-01-03'),
    ).rejects.toMatchObject({ code: 'request', retryable: true });
  });

  it('refuses addresses that cannot be asked', () => {
    expect(() => csvProvider('https://example.com/prices.csv')).toThrow('has no {symbol}');
    expect(() => csvProvider('file:///{symbol}.csv')).toThrow('is not an http(s) address');
  });
});
