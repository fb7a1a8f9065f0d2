import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ChatModel } from '../models/index.ts';
import { ServedModels } from './served-models.ts';

let runsDirectory: string;
beforeEach(async () => {
  runsDirectory = await mkdtemp(join(tmpdir(), 'fin-r1-'));
});
afterEach(() => rm(runsDirectory, { recursive: true }));

const folder = (run: string, name: string) =>
  mkdir(join(runsDirectory, run, 'models', name), { recursive: true });
async function stage(run: string, name: string): Promise<void> {
  await folder(run, name);
  await writeFile(join(runsDirectory, run, 'models', name, 'config.json'), '{}');
}
const params = { maxTokens: 1, temperature: 0, topP: 1, topK: -1, seed: 1, stop: [], topLogprobs: null };
const ask = (model: ChatModel | undefined) =>
  model?.ask('text', params, { samples: 1, signal: new AbortController().signal });

interface Opened extends ChatModel {
  isClosed: boolean;
  open: number;
}

function opened(id: string): Opened {
  const model: Opened = {
    ...{
      id,
      contextLength: 128,
      lacks: { logprobs: null, textPrompts: null, tools: null },
      open: 0,
      isClosed: false,
    },
    ask: () => Promise.resolve({ promptTokens: 1, events: (async function* () {})() }),
    close() {
      model.isClosed = true;
      return Promise.resolve();
    },
  };
  return model;
}

it('offers the stages of runs as they are now, each opened when it is first asked', async () => {
  const made: Opened[] = [];
  const open = (id: string) => Promise.resolve(made[made.push(opened(id)) - 1] as Opened);
  const models = new ServedModels(new Map([['given', opened('given')]]), { runsDirectory, open });
  expect(models.list()).toEqual([{ name: 'given', contextLength: 128 }]);
  expect(models.get('run:a@sft')).toBeUndefined();
  await stage('a', 'sft');
  await stage('a', 'initial');
  await stage('a', 'grpo.tmp-1');
  await folder('a', 'grpo');
  expect(models.list().map(({ name }) => name)).toEqual(['given', 'run:a@sft']);
  expect(made).toEqual([]);
  await ask(models.get('run:a@sft'));
  await ask(models.get('run:a@sft'));
  expect(made.map(({ id }) => id)).toEqual(['run:a@sft']);
  expect(models.list().at(-1)).toEqual({ name: 'run:a@sft', contextLength: 128 });
  await models.close();
  expect(made[0]?.isClosed).toBe(true);
});

it('closes those of runs that nobody asks once several are loaded, and opens them again', async () => {
  const made: Opened[] = [];
  const open = (id: string) => Promise.resolve(made[made.push(opened(id)) - 1] as Opened);
  const models = new ServedModels(new Map(), { runsDirectory, open });
  for (const run of ['a', 'b', 'c', 'd']) await stage(run, 'sft');
  await ask(models.get('run:a@sft'));
  (made[0] as Opened).open = 1;
  for (const run of ['b', 'c', 'd']) await ask(models.get(`run:${run}@sft`));
  expect(made.map(({ isClosed }) => isClosed)).toEqual([false, true, false, false]);
  await ask(models.get('run:b@sft'));
  expect(made).toHaveLength(5);
});

it('tries again where a model could not be opened', async () => {
  await stage('a', 'grpo');
  let tries = 0;
  const open = () => (++tries === 1 ? Promise.reject(new Error('no memory')) : Promise.resolve(opened('a')));
  const models = new ServedModels(new Map(), { runsDirectory, open });
  await expect(ask(models.get('run:a@grpo'))).rejects.toThrow('no memory');
  await ask(models.get('run:a@grpo'));
  expect(tries).toBe(2);
  expect(models.open).toBe(0);
});
