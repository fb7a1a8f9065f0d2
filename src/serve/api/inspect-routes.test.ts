import { appendFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunFolder } from '../../core/run-folder.ts';
import { testAnswer, testResults, testRollout, testRuns, type TestRuns } from '../../inspect/test-runs.ts';
import { createServer, type RunningServer } from '../server.ts';

let runs: TestRuns;
let run: RunFolder;
let server: RunningServer;
let app: FastifyInstance;

function serve(runsDir: string | null): void {
  server = createServer({
    ...{
      models: new Map(),
      stages: null,
      keysPath: null,
      hosts: null,
      origins: [],
      pageFolder: null,
      runsDir,
    },
    ...{ maxBodyBytes: 1e6, maxTokens: 9, maxOpen: 9, log: () => {}, logPrompts: false },
  });
  app = server.app;
}

beforeEach(() => {
  runs = testRuns();
  run = runs.make('mine', { name: 'mine', seed: 1 });
  for (const sample of [0, 1]) run.appendJsonl('samples.jsonl', testRollout({ sample, reward: sample }));
  run.appendJsonl('samples.jsonl', testAnswer());
  run.appendJsonl('samples.jsonl', testAnswer({ stage: 'grpo', verdict: 'wrong' }));
  run.appendJsonl('metrics.jsonl', { stage: 'grpo', step: 1 });
  run.writeAtomic('results.json', JSON.stringify(testResults({ sft: 1, grpo: 0 })));
  serve(runs.directory);
});
afterEach(async () => {
  await server.shutDown(0);
  runs.remove();
});

async function get(url: string, headers: Record<string, string> = {}) {
  const response = await app.inject({ url, headers });
  const isJson = String(response.headers['content-type']).startsWith('application/json');
  return {
    ...response,
    status: response.statusCode,
    json: isJson ? response.json<Record<string, unknown>>() : null,
  };
}

describe('the runs folder over HTTP', () => {
  it.each<[string, object]>([
    ['/api/runs', { runs: [{ name: 'mine', status: 'running', fault: null }] }],
    ['/api/runs/mine', { name: 'mine', counts: { answers: 2, rollouts: 2, metrics: 1 }, broken: [] }],
    ['/api/runs/mine/metrics', { rows: [{ stage: 'grpo', step: 1 }], next: 1 }],
    ['/api/runs/mine/metrics?after=1', { rows: [], next: 1 }],
    ['/api/runs/mine/groups?spread=signal&minReward=0.5&truncated=false', { total: 1, items: [{ step: 1 }] }],
    ['/api/runs/mine/groups?minReward=-1&step=2', { total: 0 }],
    ['/api/runs/mine/answers?stage=grpo&limit=1', { total: 1, items: [{ row: 3, verdict: 'wrong' }] }],
    ['/api/runs/mine/answers?search=%E5%87%80', { total: 0, items: [] }],
    ['/api/runs/mine/samples/2', { kind: 'answer', head: { row: 2 } }],
    ['/api/diff?a=mine&b=mine', { recipe: [], scores: [{ stage: 'sft' }, {}, {}, {}] }],
    ['/api/datasets', { datasets: [] }],
    ['/api/evaluations', { benchmarks: ['bench'], models: [{ id: 'mine@sft' }, { id: 'mine@grpo' }] }],
    ['/api/compare?a=mine%40sft&b=mine@grpo', { tests: [{ n: 1, onlyA: 1 }], flips: { total: 1 } }],
  ])('%s', async (url, expected) => {
    const { status, json } = await get(url);
    expect([status, json]).toMatchObject([200, expected]);
  });

  it('gives the report as it is, where its script reaches nothing of the server', async () => {
    expect(await get('/api/runs/mine/report')).toMatchObject({
      status: 404,
      json: { error: { code: 'not_found' } },
    });
    run.writeAtomic('report.html', '<!doctype html><p>净利润');
    const { status, headers, body } = await get('/api/runs/mine/report');
    expect([status, body]).toEqual([200, '<!doctype html><p>净利润']);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringMatching(/^sandbox allow-scripts(?!.*same-origin)/) as string,
    });
  });

  it('says that nothing has changed without looking', async () => {
    for (const url of [
      '/api/runs',
      '/api/runs/mine/groups',
      '/api/evaluations',
      '/api/runs/mine/metrics?after=0',
    ]) {
      const first = await get(url);
      const tag = String(first.headers.etag);
      expect(first.headers['cache-control']).toBe('private, no-cache');
      const again = await get(url, { 'if-none-match': `"other", W/${tag}` });
      expect([again.status, again.body], url).toEqual([304, '']);
      run.appendJsonl('samples.jsonl', testRollout({ step: 2 }));
      expect((await get(url, { 'if-none-match': tag })).status, url).toBe(200);
    }
    const one = await get('/api/runs/mine/groups?step=1');
    expect(
      (await get('/api/runs/mine/groups?step=2', { 'if-none-match': String(one.headers.etag) })).status,
    ).toBe(200);
    const running = String((await get('/api/runs/mine')).headers.etag);
    run.close();
    expect((await get('/api/runs/mine', { 'if-none-match': running })).json).toMatchObject({
      status: 'interrupted',
    });
  });
});

describe('what is refused', () => {
  it.each<[string, string]>([
    ['/api/runs?page=2', 'page: this address knows no such parameter'],
    ['/api/runs/mine/groups?verdict=right', 'verdict: '],
    ['/api/runs/mine/groups?truncated=1', 'truncated: '],
    ['/api/runs/mine/groups?minReward=high', 'minReward: a number'],
    ['/api/runs/mine/groups?step=-1', 'step: a whole number'],
    ['/api/runs/mine/groups?limit=0', 'limit: 1 to 200'],
    ['/api/runs/mine/groups?limit=201', 'limit: 1 to 200'],
    ['/api/runs/mine/groups?offset=1e3', 'offset: a whole number'],
    ['/api/runs/mine/answers?stage=a&stage=b', 'stage: '],
    ['/api/runs/mine/answers?__proto__=x', '__proto__: this address knows no such parameter'],
    [`/api/runs/mine/answers?search=${'x'.repeat(501)}`, 'search: '],
    ['/api/runs/mine/samples/x', 'row: a whole number'],
    ['/api/runs/mine/samples/1?x=1', 'x: '],
    ['/api/runs/mine/report?x=1', 'x: '],
    ['/api/datasets/mine/rows/train/1', 'set: '],
    ['/api/diff?a=mine', 'b: '],
    ['/api/compare?a=mine@sft&b=mine@grpo&limit=', 'limit: '],
  ])('%s', async (url, message) => {
    const { status, json } = await get(url);
    expect(status).toBe(400);
    expect(json).toMatchObject({
      error: {
        type: 'invalid_request_error',
        param: message.split(':')[0],
        message: expect.stringContaining(message) as string,
      },
    });
  });

  it.each([
    '/api/runs/none',
    '/api/runs/..%2f..%2fetc',
    '/api/runs/%2e%2e',
    '/api/runs/..%5c..',
    '/api/runs/mine%00',
    '/api/runs/.%2fmine',
    '/api/runs/link',
    '/api/runs/link/report',
    '/api/runs/link/metrics',
    '/api/runs/mine/samples/9',
    '/api/runs/mine/samples/999999999999999',
    '/api/datasets/mine',
    '/api/datasets/..%2fmine/rows',
    '/api/datasets/mine/rows/sft/0',
    '/api/diff?a=mine&b=../mine',
    '/api/compare?a=mine@sft&b=mine@zero',
    '/api/compare?a=mine@sft&b=..%2Fmine@sft',
    '/api/runs/mine/nothing',
    '/api/nothing',
  ])('%s: there is no such thing', async (url) => {
    symlinkSync('/etc', join(runs.directory, 'link'));
    const { status, json } = await get(url);
    expect([status, json]).toMatchObject([
      404,
      { error: { type: 'invalid_request_error', code: 'not_found' } },
    ]);
    expect(JSON.stringify(json)).not.toContain(runs.directory);
  });

  it('a file that leads out of the run, by name and without where it leads', async () => {
    writeFileSync(join(runs.directory, 'secret'), 'secret');
    symlinkSync(join(runs.directory, 'secret'), run.path('report.html'));
    const { status, json, body } = await get('/api/runs/mine/report');
    expect([status, json]).toMatchObject([500, { error: { code: 'unreadable' } }]);
    expect(body).toContain('mine/report.html is a link that leads out of the run folder');
    expect(body).not.toContain(runs.directory);
  });

  it('everything, where no runs folder is served', async () => {
    await server.shutDown(0);
    serve(null);
    expect((await get('/api/runs')).status).toBe(404);
  });
});

it('tells broken lines and goes on', async () => {
  appendFileSync(run.path('samples.jsonl'), 'oops\n{"half');
  expect((await get('/api/runs/mine')).json).toMatchObject({
    counts: { answers: 2, rollouts: 2 },
    broken: ['samples.jsonl, line 5: not JSON'],
  });
});
