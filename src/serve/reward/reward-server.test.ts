import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Question } from '../../core/question.ts';
import { rewardLabel } from '../../data/index.ts';
import { addKey } from '../keys/api-keys.ts';
import type { RunningServer } from '../server.ts';
import { createRewardServer } from './reward-server.ts';
import { usualWeights, type RewardServiceOptions } from './reward-options.ts';

const question: Question = {
  ...{ id: 'q1', source: 'own', split: 'train', language: 'en', category: 'growth', licence: 'MIT' },
  ...{ cluster: 'c', texts: [{ id: 't', text: 'Revenue was 110 in 2020 and 100 in 2019.' }], tables: [] },
  ...{ history: [], question: 'By how many percent did revenue grow?' },
  reference: { kind: 'number', value: 0.1, unit: 'decimal', tolerance: 0 },
};
const right = '<think>110 / 100 - 1 = 0.1</think><answer>10%</answer>';
const wrong = '<think>110 - 100 = 10</think><answer>20%</answer>';
const label = rewardLabel(question);

interface Body {
  rewards: (number | null)[];
  scores: (number | null)[];
  extra_logs: Record<string, (number | null)[]>;
  outcomes: { verdict: string; rule: string; reason: string; format_reason: string; parts: object | null }[];
  error: { message: string; code: string };
}

const servers: RunningServer[] = [];
const log: Readonly<Record<string, unknown>>[] = [];
let folder = '';

beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'fin-r1-reward-'))));
afterAll(async () => {
  for (const server of servers) await server.shutDown(0);
  await rm(folder, { recursive: true });
});

async function started(change: Partial<RewardServiceOptions> = {}): Promise<string> {
  const server = createRewardServer({
    ...{ weights: usualWeights, questions: null, keysPath: null, hosts: null, maxBodyBytes: 1e6 },
    ...{ maxOpen: 8, log: (line) => void log.push(line), ...change },
  });
  servers.push(server);
  return server.app.listen({ host: '127.0.0.1', port: 0 });
}

async function post(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string; body: Body }> {
  const response = await fetch(url, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text.replaceAll('NaN', 'null')) as Body };
}

const rows = (...completions: string[]) => ({
  rows: completions.map((completion) => ({ completion, label })),
});

/** Finds `question` and nothing else. */
const index = {
  size: 1,
  find: (id: string) => (id === 'own/q1' ? question : null),
} as unknown as NonNullable<RewardServiceOptions['questions']>;

describe('POST /reward', () => {
  it('gives format and accuracy, each with its weight', async () => {
    const url = await started({ weights: { format: 0.5, accuracy: 2, grounded: 0 } });
    const { body } = await post(`${url}/reward`, rows(right, wrong, '<answer>10%</answer>', 'no idea'));
    expect(body.rewards).toEqual([2.5, 0.5, 2, 0]);
    expect(body.outcomes.map(({ verdict }) => verdict)).toEqual([
      'correct',
      'wrong',
      'correct',
      'unparseable',
    ]);
    expect(body.outcomes[2]).toMatchObject({
      ...{ format_reason: '<think> is missing', parts: { format: 0, accuracy: 1, grounded: 0 } },
    });
  });

  it('tells an answer that was cut off from one that cannot be read, and a prompt that opens the thinking', async () => {
    const url = await started();
    const { body } = await post(`${url}/reward`, {
      rows: [
        { completion: '<think>so', label, finish_reason: 'length' },
        { completion: right.slice('<think>'.length), label, prompt_opens_think: true },
      ],
    });
    expect(body.outcomes.map(({ verdict }) => verdict)).toEqual(['truncated', 'correct']);
    expect(body.rewards).toEqual([0, 2]);
  });

  it('has null, never 0, where nothing is known, and says why', async () => {
    const url = await started();
    const labels = [
      ...['own/q1', '{"id":', { reference: { kind: 'riddle' } }, null, '{"id": "own/q1", "reference": null}'],
      { reference: { kind: 'text', text: 'nan' } },
    ];
    const { body } = await post(`${url}/reward`, {
      rows: labels.map((label) => ({ completion: right, label })),
    });
    expect(body.rewards).toEqual(labels.map(() => null));
    expect(body.outcomes.map(({ verdict, parts }) => [verdict, parts])).toEqual(
      labels.map(() => ['unscorable', null]),
    );
    const reasons = body.outcomes.map(({ reason }) => reason);
    expect(reasons[0]).toBe(
      'the label names the question "own/q1" without a reference, and no data set is open here (--data)',
    );
    expect(reasons[1]).toMatch(/^the label is not JSON: /);
    expect(reasons[2]).toMatch(/^the label cannot be read: reference\.kind: /);
    expect(reasons[5]).toBe('the reference text is "nan"');
  });

  it('does not call free text wrong that says it in other words', async () => {
    const url = await started();
    const free = { reference: { kind: 'text', text: 'Higher costs' } };
    const { body } = await post(`${url}/reward`, {
      rows: ['higher costs.', 'Costs rose', ''].map((answer) => ({
        completion: `<think>Read.</think><answer>${answer}</answer>`,
        label: free,
      })),
    });
    expect(body.outcomes.map(({ verdict }) => verdict)).toEqual(['correct', 'unscorable', 'unparseable']);
    expect(body.rewards).toEqual([2, null, 0]);
    expect(body.outcomes[1]?.reason).toBe(
      '"costs rose" does not equal "higher costs", and no rule can tell whether free text says the same',
    );
  });

  it('refuses such a request where that is chosen, and says NaN where that is', async () => {
    const url = await started();
    const mixed = { rows: [...rows(right).rows, { completion: right, label: 'own/q2' }] };
    const refused = await post(`${url}/reward?unscored=error`, mixed);
    expect(refused.status).toBe(422);
    expect(refused.body.error.message).toMatch(/^1 of 2 have no reward: row 1: unscorable, the label names/);
    expect((await post(`${url}/reward?unscored=nan`, mixed)).text).toMatch(/^\{"rewards":\[2\.0,NaN\],/);
    expect((await post(`${url}/reward?unscored=zero`, mixed)).status).toBe(400);
  });

  it('looks questions up, and rewards reasoning that their material supports', async () => {
    const url = await started({ weights: { format: 1, accuracy: 1, grounded: 1 }, questions: index });
    const invented = '<think>It grew from 431 to 474.1, so 474.1 / 431 - 1 = 0.1</think><answer>10%</answer>';
    const { body } = await post(`${url}/reward`, {
      rows: [right, invented].map((completion) => ({ completion, label: 'own/q1' })),
    });
    expect(body.rewards[0]).toBe(3);
    expect(body.rewards[1]).toBeLessThan(3);
    expect(body.outcomes.map(({ verdict }) => verdict)).toEqual(['correct', 'correct']);
    const other = await post(`${url}/reward`, {
      rows: [{ completion: right, label: { reference: question.reference } }],
    });
    expect(other.body.rewards).toEqual([null]);
    expect(other.body.outcomes[0]?.reason).toMatch(/^grounding needs the material/);
  });

  it('refuses what it cannot read, and logs why', async () => {
    const url = await started();
    expect((await post(`${url}/reward`, { rows: [{ label }] })).body.error.message).toMatch(
      /^rows\.0\.completion: /,
    );
    expect((await post(`${url}/rewards`, {})).body.error.message).toMatch(
      /rewards are at \/reward and \/openrlhf/,
    );
    await expect
      .poll(() => log.map(({ refusal }) => refusal))
      .toContainEqual(expect.stringMatching(/^rows\.0\.completion/));
  });

  it('asks for keys and keeps their limits', async () => {
    const keysPath = join(folder, 'keys.json');
    const key = addKey(keysPath, 'trainer', { requestsPerMinute: 1 });
    const url = await started({ keysPath });
    const authorization = `Bearer ${key}`;
    expect((await post(`${url}/reward`, rows(right))).status).toBe(401);
    expect((await post(`${url}/reward`, rows(right), { authorization })).status).toBe(200);
    expect((await post(`${url}/reward`, rows(right), { authorization })).status).toBe(429);
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  it('tells its health, and counts by verdict without a text in log or metrics', async () => {
    const url = await started();
    await post(`${url}/reward`, rows(right, right, wrong));
    expect(await (await fetch(`${url}/health`)).json()).toEqual({
      ...{ status: 'ok', weights: usualWeights, questions: null },
    });
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain('finr1_rewarded_total{verdict="correct"} 2');
    expect(metrics).toContain('finr1_requests_total{route="/reward",status="200"} 1');
    await expect.poll(() => log.some(({ rows }) => rows === 3)).toBe(true);
    expect(JSON.stringify(log)).not.toContain('<think>');
  });
});

describe('POST /openrlhf', () => {
  const prompt = '<|im_start|>user\nIn <answer>?<|im_end|>\n<|im_start|>assistant\n';
  const batch = (labels: unknown[], ...responses: string[]) => ({
    ...{
      query: responses.map((response) => prompt + response),
      prompts: responses.map(() => prompt),
      labels,
    },
  });

  it('takes and gives its lists', async () => {
    const url = await started();
    const { status, body } = await post(
      `${url}/openrlhf?unscored=error`,
      batch([label, label, label], `${right}<|im_end|>`, wrong, '<think>so'),
    );
    expect(status).toBe(200);
    expect(body.rewards).toEqual([2, 1, 0]);
    expect(body.scores).toEqual([1, 0, 0]);
    expect(body.extra_logs).toEqual({ format: [1, 1, 0], accuracy: [1, 0, 0], grounded: [0, 0, 0] });
    expect(body.outcomes.map(({ verdict }) => verdict)).toEqual(['correct', 'wrong', 'truncated']);
  });

  it('wants to be told what to do where nothing is known', async () => {
    const url = await started();
    expect((await post(`${url}/openrlhf`, batch([label], right))).body.error.code).toBe('unscored');
    expect((await post(`${url}/openrlhf?unscored=error`, batch([''], right))).status).toBe(422);
    const { text } = await post(`${url}/openrlhf?unscored=nan`, batch([''], right));
    expect(text).toMatch(
      /^\{"rewards":\[NaN\],"scores":\[NaN\],"extra_logs":\{"format":\[NaN\],"accuracy":\[NaN\],"grounded":\[NaN\]\}/,
    );
  });

  it('gives nothing for a query without its prompt, and refuses lists that do not fit', async () => {
    const url = await started();
    const lost = { query: [right], prompts: [prompt], labels: [label] };
    const { body } = await post(`${url}/openrlhf?unscored=null`, lost);
    expect(body.rewards).toEqual([null]);
    expect(body.outcomes[0]).toMatchObject({ verdict: 'unscorable', rule: 'query' });
    const short = await post(`${url}/openrlhf?unscored=null`, { ...lost, labels: [] });
    expect(short.body.error.message).toBe(
      'The lists are not of one length: query has 1, prompts 1, labels 0.',
    );
  });
});
