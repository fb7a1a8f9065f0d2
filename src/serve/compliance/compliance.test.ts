import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BatchFolder, runBatch } from '../../apps/compliance/index.ts';
import type { QueueItem, QueuePage } from '../../apps/compliance/index.ts';
import { testBy, testCheck } from '../../apps/compliance/test-check.ts';
import { verifyLog } from '../../audit/index.ts';
import { addKey } from '../keys/api-keys.ts';
import { serverOver, testServer } from '../test-serve.ts';
import { testCompliance } from './test-compliance.ts';

let folder: string;
let server: Awaited<ReturnType<typeof serverOver>>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fin-r1-checks-'));
  server = await serverOver(new Map(), { compliance: testCompliance(folder) });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

interface Told<T> {
  status: number;
  json: T;
  headers: Headers;
}

async function ask<T = unknown>(path: string, body?: unknown, headers = {}): Promise<Told<T>> {
  const response = await fetch(`${server.url}${path}`, {
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json;') === true;
  return {
    status: response.status,
    json: (isJson ? JSON.parse(text) : text) as T,
    headers: response.headers,
  };
}

async function batch(name = 'mails'): Promise<void> {
  const who = { name: 'tester', key: null };
  const texts = ['We guarantee 5 %.', 'Hello.'].map((text, n) => ({ id: `mails.csv#${n}`, text }));
  const made = await BatchFolder.open(join(folder, name), { by: testBy, texts: 2, who, notes: [] });
  await runBatch(made, texts, (text) => Promise.resolve(testCheck(text)), { who, concurrency: 1 });
  made.end();
  await made.close();
}

describe('POST /v1/compliance/check', () => {
  it('checks texts, and records each verdict before it is told', async () => {
    const { status, json } = await ask('/v1/compliance/check', {
      texts: ['We guarantee 5 %.', { id: 'mail 2', text: 'Hello.', sender: 'a@example.com' }],
      ...{ rules: ['us-communications'], by: 'Ann' },
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      object: 'list',
      notes: [],
      data: [
        {
          id: '1',
          decision: 'breach',
          text: 'We guarantee 5 %.',
          verdicts: [{ quotes: [{ start: 3 }] }],
          record: { seq: 2 },
        },
        { id: 'mail 2', decision: 'not applicable', sender: 'a@example.com', record: { seq: 3 } },
      ],
    });
    const log = join(folder, 'served', 'audit.jsonl');
    expect(verifyLog(log)).toMatchObject({ records: 3, faults: [] });
    expect(readFileSync(log, 'utf8')).toMatch(/"who":\{"key":null,"name":"Ann"\}/);
    expect(readFileSync(log, 'utf8')).not.toContain('guarantee 5');
  });

  it('reads a file, and says what of it was not read', async () => {
    const data = Buffer.from('We guarantee it.').toString('base64');
    const { json } = await ask('/v1/compliance/check', { document: { name: 'ad.txt', data } });
    expect(json).toMatchObject({
      data: [{ id: 'ad.txt', decision: 'breach' }],
      notes: ['page 2 holds no text'],
    });
  });

  it.each<[object | string, number, string | null, string]>([
    [{}, 400, 'text', 'Give one of text, texts and document.'],
    [{ text: 'a', texts: ['b'] }, 400, 'texts', 'Give one of'],
    [{ text: ' ' }, 400, 'texts.0', 'nothing to check'],
    [{ text: 'a', by: ' ' }, 400, 'by', 'by: '],
    [{ texts: [] }, 400, 'texts', 'texts: '],
    [
      {
        texts: [
          { id: 'a', text: 'x' },
          { id: 'a', text: 'y' },
        ],
      },
      400,
      'texts',
      'have the id "a"',
    ],
    [{ texts: [{ text: 'x', from: 'me' }] }, 400, 'texts.0.from', 'knows no such field'],
    [{ texts: [1] }, 400, 'texts.0', 'a text, or { id, text, sender, time }'],
    [{ text: 'a', rule: 'x' }, 400, 'rule', 'knows no such field'],
    [{ text: 'a', rules: ['eu-investor'] }, 404, 'rules', 'no rulebook eu-investor'],
    [{ text: 'a', model: 'none' }, 404, 'model', 'is not served here'],
    [{ document: { name: 'a.txt', data: '%%' } }, 400, 'document.data', 'document.data: '],
    [{ document: { name: 'a.txt', data: '' } }, 400, 'document', 'a.txt holds no text'],
    [[], 400, null, 'The body cannot be read'],
  ])('refuses %j with %i', async (body, status, param, message) => {
    const told = await ask('/v1/compliance/check', body);
    expect([told.status, told.json]).toMatchObject([
      status,
      { error: { param, message: expect.stringContaining(message) as string } },
    ]);
  });

  it('answers nothing that it cannot record', async () => {
    writeFileSync(join(folder, 'served'), 'not a folder');
    const { status, json } = await ask('/v1/compliance/check', { text: 'We guarantee it.' });
    expect([status, json]).toMatchObject([500, { error: { code: 'audit-log' } }]);
    expect(JSON.stringify(json)).not.toContain(folder);
  });

  it('asks a model that is served, and counts what it takes', async () => {
    await server.close();
    const keysPath = join(folder, 'keys.json');
    const key = addKey(keysPath, 'desk', { tokensPerMinute: 5 });
    const tiny = await testServer({ compliance: testCompliance(folder), keysPath });
    server = tiny;
    const headers = { authorization: `Bearer ${key}` };
    const { status, json } = await ask<{ data: { modelFaults: string[] }[] }>(
      ...(['/v1/compliance/check', { text: 'Hi.', model: 'tiny' }, headers] as const),
    );
    expect([status, json]).toMatchObject([
      200,
      { data: [{ model: 'tiny', modelFaults: ['said 8 tokens'] }] },
    ]);
    expect(readFileSync(join(folder, 'served', 'audit.jsonl'), 'utf8')).toContain(
      '{"key":"desk","name":"desk"}',
    );
    expect((await ask('/v1/compliance/check', { text: 'Hi.' }, headers)).status).toBe(429);
    expect((await ask('/v1/compliance/check', { text: 'Hi.' })).status).toBe(401);
  });
});

describe('/api/compliance', () => {
  const item = async (name = 'mails'): Promise<QueueItem> =>
    (await ask<QueuePage>(`/api/compliance/queue?batch=${name}`)).json.items[0] as QueueItem;

  it('lists rules and batches', async () => {
    await batch();
    await ask('/v1/compliance/check', { text: 'maybe' });
    expect((await ask('/api/compliance/rules')).json).toMatchObject({
      rulebooks: [{ name: 'us-communications' }],
    });
    expect((await ask('/api/compliance/batches')).json).toMatchObject({
      batches: [
        { name: 'served', kind: 'served', done: 1, texts: null, decisions: { 'needs review': 1 } },
        {
          name: 'mails',
          kind: 'batch',
          status: 'finished',
          done: 2,
          texts: 2,
          queue: { open: 1 },
          fault: null,
        },
      ],
    });
  });

  it('shows the queue, takes what officers decide, and refuses what came too late', async () => {
    await batch();
    const first = await ask<QueuePage>('/api/compliance/queue?batch=mails&decision=breach&state=open');
    expect(first.json).toMatchObject({
      total: 1,
      items: [
        { state: 'open', text: { text: 'We guarantee 5 %.' }, found: { quotes: [{ start: 3, end: 12 }] } },
      ],
    });
    const etag = first.headers.get('etag') ?? '';
    const again = () =>
      ask('/api/compliance/queue?batch=mails&decision=breach&state=open', undefined, {
        'if-none-match': etag,
      });
    expect((await again()).status).toBe(304);
    const { id, last } = await item();
    const act = { batch: 'mails', item: id, by: 'Ann', after: last };
    const decided = await ask('/api/compliance/decisions', { ...act, act: 'overrule', reason: '只是引用' });
    expect([decided.status, decided.json]).toMatchObject([
      200,
      { state: 'overruled', history: [{ by: 'Ann', key: null, reason: '只是引用', decision: 'compliant' }] },
    ]);
    expect(await ask('/api/compliance/decisions', { ...act, act: 'accept' })).toMatchObject({
      ...{ status: 409, json: { error: { code: 'changed' } } },
    });
    expect((await again()).status).toBe(200);
    expect((await ask(`/api/compliance/queue/item?batch=mails&item=${encodeURIComponent(id)}`)).json).toEqual(
      decided.json,
    );
    const rows = await ask<string>('/api/compliance/decided?batch=mails&as=calibration');
    expect(JSON.parse(rows.json)).toMatchObject({ label: 'compliant', text: 'We guarantee 5 %.' });
    expect(rows.headers.get('content-disposition')).toContain('mails-calibration.jsonl');
  });

  it('decides about what the server itself checked', async () => {
    await ask('/v1/compliance/check', { text: 'We guarantee it.' });
    const { id, last, text } = await item('served');
    expect(text.text).toBeNull();
    const act = { batch: 'served', item: id, by: 'Ann', after: last, act: 'assign', assignee: 'Bo' };
    expect((await ask('/api/compliance/decisions', act)).json).toMatchObject({
      state: 'assigned',
      assignee: 'Bo',
    });
    await ask('/v1/compliance/check', { text: 'maybe' });
    expect(verifyLog(join(folder, 'served', 'audit.jsonl'))).toMatchObject({ records: 4, faults: [] });
  });

  it('says that a batch is being checked, or was tampered with', async () => {
    await batch();
    const { id, last } = await item();
    const act = { batch: 'mails', item: id, by: 'Ann', after: last, act: 'accept' };
    const busy = await BatchFolder.open(join(folder, 'mails'), {
      by: testBy,
      texts: 2,
      notes: [],
      who: { name: 'x', key: null },
    });
    expect((await ask('/api/compliance/batches')).json).toMatchObject({ batches: [{ status: 'running' }] });
    expect(await ask('/api/compliance/decisions', act)).toMatchObject({
      status: 409,
      json: { error: { code: 'locked' } },
    });
    await busy.close();
    const log = join(folder, 'mails', 'audit.jsonl');
    expect((await ask('/api/compliance/queue?batch=mails')).status).toBe(200);
    rmSync(log);
    writeFileSync(log, 'not a record\n');
    expect((await ask('/api/compliance/batches')).json).toMatchObject({
      batches: [{ fault: expect.stringContaining('audit verify') as string }],
    });
    const { status, json } = await ask('/api/compliance/queue?batch=mails');
    expect([status, json]).toMatchObject([500, { error: { code: 'broken-log' } }]);
    expect(JSON.stringify(json)).not.toContain(folder);
  });

  it('wants a reason from an officer who takes back what another has decided', async () => {
    await batch();
    const { id, last } = await item();
    const act = { batch: 'mails', item: id };
    const overrule = { ...act, act: 'overrule', by: 'Ann', reason: 'A quotation.', after: last };
    const overruled = await ask<QueueItem>('/api/compliance/decisions', overrule);
    const accept = { ...act, act: 'accept', by: 'Bo', after: overruled.json.last };
    expect(await ask('/api/compliance/decisions', accept)).toMatchObject({
      status: 400,
      json: {
        error: { code: 'reason', message: expect.stringContaining('Ann has decided otherwise') as string },
      },
    });
    const told = await ask('/api/compliance/decisions', { ...accept, reason: 'No quotation.' });
    expect(told).toMatchObject({ status: 200, json: { state: 'accepted' } });
  });

  it('shows no queue where only checks are served', async () => {
    await server.close();
    server = await serverOver(new Map(), { compliance: { ...testCompliance(folder), checksDir: null } });
    expect((await ask('/api/compliance/rules')).status).toBe(200);
    expect((await ask('/v1/compliance/check', { text: 'maybe' })).status).toBe(200);
    for (const path of ['batches', 'queue?batch=served', 'decided?batch=served&as=questions'])
      expect(await ask(`/api/compliance/${path}`)).toMatchObject({
        status: 404,
        json: { error: { code: 'no_batches' } },
      });
  });

  it.each([
    ['/api/compliance/queue', 400],
    ['/api/compliance/queue?batch=none', 404],
    ['/api/compliance/queue?batch=served', 404],
    ['/api/compliance/queue?batch=..%2F..', 404],
    ['/api/compliance/queue?batch=mails&state=done', 400],
    ['/api/compliance/queue/item?batch=mails&item=9', 404],
    ['/api/compliance/batches/mails/report', 404],
    ['/api/compliance/batches/%2e%2e/report', 404],
    ['/api/compliance/decided?batch=mails&as=csv', 400],
  ])('%s: %i', async (path, status) => {
    await batch();
    expect((await ask(path)).status).toBe(status);
  });

  it.each([
    [{ act: 'overrule' }, 400, 'overrule: reason: say why'],
    [{ act: 'assign', assignee: ' ' }, 400, 'assign: assignee: say to whom'],
    [{ act: 'delete' }, 400, 'act: '],
    [{ act: 'accept', by: '' }, 400, 'by: '],
    [{ act: 'accept', item: '9:x' }, 404, 'mails has no finding "9:x"'],
  ])('refuses the act %j with %i', async (change, status, message) => {
    await batch();
    const { id, last } = await item();
    const told = await ask('/api/compliance/decisions', {
      batch: 'mails',
      item: id,
      by: 'Ann',
      after: last,
      ...change,
    });
    expect([told.status, told.json]).toMatchObject([
      status,
      { error: { message: expect.stringContaining(message) as string } },
    ]);
  });
});
