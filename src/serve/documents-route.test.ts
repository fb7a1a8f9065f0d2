import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentsSchema, MOST_BYTES, type ReadDocument } from '../documents/index.ts';
import type { ErrorBody } from './api-error.ts';
import { addKey } from './keys/api-keys.ts';
import type { ServeOptions } from './serve-options.ts';
import { createServer } from './server.ts';

const csv = 'in millions,2023,2022\nRevenue,"1,234.5","1,100.0"\n';

interface OpenServer {
  url: string;
  log: Readonly<Record<string, unknown>>[];
  close(): Promise<void>;
}

/** Without a model: none is asked. */
async function openServer(change: Partial<ServeOptions>): Promise<OpenServer> {
  const log: OpenServer['log'] = [];
  const server = createServer({
    ...{
      models: new Map(),
      keysPath: null,
      hosts: null,
      origins: [],
      pageFolder: null,
      stages: null,
      runsDir: null,
    },
    ...{ maxBodyBytes: 1e6, maxTokens: 1, maxOpen: 1, logPrompts: false },
    log: (line) => void log.push(line),
    ...change,
  });
  const url = await server.app.listen({ host: '127.0.0.1', port: 0 });
  return { url, log, close: () => server.shutDown(0) };
}

async function send(
  server: OpenServer,
  query: string,
  body: BodyInit | null,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${server.url}/api/documents${query}`, { method: 'POST', body, headers });
}

async function refusal(response: Response): Promise<[number, string | null, string]> {
  const { error } = (await response.json()) as ErrorBody;
  return [response.status, error.code, error.message];
}

describe('a file that is sent', () => {
  let server: OpenServer;
  beforeAll(async () => void (server = await openServer({ logPrompts: true })));
  afterAll(() => server.close());

  it.each(['application/octet-stream', 'text/csv', 'text/plain', 'application/json', null])(
    'comes back as documents, called %s',
    async (type) => {
      const body = new Blob([csv]);
      const response = await send(
        server,
        '?name=利润表.csv',
        body,
        type === null ? {} : { 'content-type': type },
      );
      expect(response.status).toBe(200);
      const { documents, notes } = (await response.json()) as ReadDocument;
      expect(notes).toEqual([]);
      expect(documentsSchema.parse(documents)).toEqual([
        {
          id: '利润表.csv',
          rows: [
            ['in millions', '2023', '2022'],
            ['Revenue', '1,234.5', '1,100.0'],
          ],
        },
      ]);
    },
  );

  it('may be larger than other bodies, and is not logged', async () => {
    const response = await send(server, '?name=a.txt', 'Cash was 12.\n'.repeat(100_000));
    expect(response.status).toBe(200);
    expect(server.log.at(-1)).toMatchObject({ route: '/api/documents', status: 200, body: null });
  });

  it('is refused with what to do', async () => {
    expect(await refusal(await send(server, '', csv))).toEqual([
      400,
      'missing_name',
      expect.stringContaining('?name='),
    ]);
    expect(await refusal(await send(server, '?name=a.pdf', '%PDF-1.4 nothing'))).toEqual([
      400,
      'document',
      expect.stringMatching(/^a\.pdf is damaged: .* Save or download it again\.$/),
    ]);
    expect(await refusal(await send(server, '?name=a.csv', null))).toEqual([
      400,
      'document',
      'a.csv is empty. Check that it was saved or uploaded whole.',
    ]);
    const form = new FormData();
    form.append('file', new Blob([csv]), 'a.csv');
    expect(await refusal(await send(server, '?name=a.csv', form))).toEqual([
      415,
      'unsupported_media_type',
      expect.stringContaining('--data-binary'),
    ]);
    const large = await refusal(await send(server, '?name=a.csv', new Uint8Array(MOST_BYTES + 1)));
    expect(large).toEqual([413, 'err_ctp_body_too_large', 'Request body is too large: it may have 32 MiB.']);
    expect((await fetch(`${server.url}/api/documents`)).status).toBe(405);
  });

  it('is turned away when many are being read', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => send(server, '?name=a.csv', csv)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(8);
    expect(statuses.every((status) => status === 200 || status === 503)).toBe(true);
    expect((await send(server, '?name=a.csv', csv)).status).toBe(200);
  });
});

it('asks for a key where the server does', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'fin-r1-'));
  const keysPath = join(directory, 'keys.json');
  const key = addKey(keysPath, 'ann', {});
  const server = await openServer({ keysPath });
  try {
    expect((await send(server, '?name=a.csv', csv)).status).toBe(401);
    expect((await send(server, '?name=a.csv', csv, { authorization: `Bearer ${key}` })).status).toBe(200);
  } finally {
    await server.close();
    await rm(directory, { recursive: true });
  }
});

it('is for this machine where the server is', async () => {
  const server = await openServer({ hosts: ['elsewhere'] });
  try {
    expect((await refusal(await send(server, '?name=a.csv', csv))).slice(0, 2)).toEqual([403, 'host']);
  } finally {
    await server.close();
  }
});
