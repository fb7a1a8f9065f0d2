/** What the users of the soak ask for: all that the server answers, and what it has to refuse, drawn from a seed. */

import type { Random } from '../../src/core/random.ts';
import { MODEL_NAME } from '../served.ts';
import { PLAIN } from './asked.ts';
import type { Asked } from './asked.ts';
import { drawWrong } from './wrong-requests.ts';

const SCHEMA = {
  type: 'object',
  properties: {
    growth: { type: 'number' },
    verdict: { enum: ['up', 'down', 'flat'] },
    years: { type: 'array', items: { type: 'integer' }, minItems: 1, maxItems: 3 },
  },
  required: ['growth', 'verdict'],
  additionalProperties: false,
};

const KINDS = [
  'chat',
  'chat',
  'chat',
  'text',
  'samples',
  'schema',
  'check',
  'logprobs',
  'look',
  'wrong',
] as const;

export function drawRequest(random: Random): Asked {
  const kind = random.pick(KINDS);
  if (kind === 'wrong') return drawWrong(random);
  if (kind === 'look') {
    const path = random.pick(['/v1/models', `/v1/models/${MODEL_NAME}`, '/health', '/metrics']);
    return { ...PLAIN, kind, method: 'GET', path };
  }
  const isStream = random.chance(0.6);
  const samples = kind === 'samples' ? random.int(2, 4) : 1;
  const most = random.pick([random.int(1, 8), random.int(8, 64), random.int(64, 300), random.int(300, 500)]);
  const shared = {
    ...{ model: MODEL_NAME, n: samples, max_tokens: most, stream: isStream },
    temperature: random.pick([0, 0.7, 1]),
    ...(random.chance(0.5) && { seed: random.int(0, 1e6) }),
    // It would cut JSON off.
    ...(kind !== 'schema' && random.chance(0.2) && { stop: ['63'] }),
    ...(isStream && { stream_options: { include_usage: true } }),
  };
  const asked = { ...PLAIN, kind: isStream ? `${kind}, streamed` : kind, isStream, samples, most };
  if (kind === 'text') {
    const body = JSON.stringify({ ...shared, prompt: figures(random) });
    return { ...asked, path: '/v1/completions', body };
  }
  const body = JSON.stringify({ ...shared, ...chatFields(kind, random) });
  return { ...asked, body, isJson: kind === 'schema', isChecked: kind === 'check' };
}

function chatFields(kind: string, random: Random): object {
  const question = { role: 'user', content: `By how much did it grow? ${figures(random)}` };
  switch (kind) {
    case 'schema':
      return {
        messages: [question],
        response_format: { type: 'json_schema', json_schema: { name: 'growth', schema: SCHEMA } },
      };
    case 'check':
      return { messages: [question], check: true, documents: documents(random) };
    case 'logprobs':
      return { messages: [question], logprobs: true, top_logprobs: random.int(0, 20) };
    default:
      return { messages: [{ role: 'system', content: 'Be brief.' }, question] };
  }
}

function figures(random: Random): string {
  return Array.from({ length: random.int(1, 60) }, () => random.int(0, 999)).join(' ');
}

function documents(random: Random): object[] {
  const rows = Array.from({ length: random.int(1, 4) }, (_, i) => [
    `line ${i}`,
    ...figures(random).split(' ').slice(0, 2),
  ]);
  const width = Math.max(...rows.map((row) => row.length));
  const table = rows.map((row) => [...row, ...new Array<string>(width - row.length).fill('0')]);
  return [
    { id: 'note', text: `Revenue was ${random.int(1, 99)} after ${random.int(1, 99)}.` },
    { id: 'income', rows: [['item', '2023', '2022'].slice(0, width), ...table] },
  ];
}
