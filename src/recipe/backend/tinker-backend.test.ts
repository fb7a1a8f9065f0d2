/** One recipe, two back ends: in this process, and over HTTP on a server that runs the same engine. */

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tinyModel } from '../../engine/test-model.ts';
import { tinkerServerAt } from '../../serve/tinker/test-tinker.ts';
import type { TestTinkerServer } from '../../serve/tinker/test-tinker.ts';
import { openBase } from '../../serve/tinker/served-bases.ts';
import { ServiceClient } from '../../tinker/index.ts';
import type { TrainingRun } from '../../tinker/index.ts';
import { timingFields } from '../../train/index.ts';
import { parseRecipe } from '../read-recipe.ts';
import { silentObserver } from '../run-observer.ts';
import { runRecipe } from '../run-recipe.ts';
import type { Recipe } from '../schema.ts';
import { FaultProxy } from './test-fault-proxy.ts';
import { TinkerProcess } from '../../serve/tinker/test-process.ts';

let made: Awaited<ReturnType<typeof tinyModel>>;
let server: TestTinkerServer;
beforeEach(async () => {
  made = await tinyModel('Qwen3ForCausalLM', { contextLength: 512 });
  server = await startServer();
  vi.stubEnv('TINKER_BASE_URL', server.url.replace(/\/api\/v1$/, ''));
  vi.stubEnv('TINKER_API_KEY', 'tml-test');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.shutDown();
  await rm(made.directory, { recursive: true });
});

async function startServer(): Promise<TestTinkerServer> {
  const directory = join(made.directory, 'server');
  const bases = [await openBase(made.folder, made.folder, directory)];
  return tinkerServerAt({ base: made.folder, directory }, { bases, threads: undefined });
}

function recipe(name: string, backend: 'local' | 'tinker', more = ''): Recipe {
  const data = 'data: { sources: [{ source: finsim-tfns, count: 12 }] }';
  const sft = 'sft: { batchSize: 4, checkpointEverySteps: 1 }';
  const evaluate =
    'evaluate: { sources: [{ source: finsim-tfns, count: 6 }], sampling: { maxTokens: 8, temperature: 1 }, batchSize: 4 }';
  return parseRecipe(
    `{ name: ${name}, from: '${made.folder}', backend: ${backend}, ${data}, ${sft}, ${evaluate} ${more} }`,
    name,
  );
}

const run = (which: Recipe, observer = silentObserver): ReturnType<typeof runRecipe> =>
  runRecipe(which, { runsDir: join(made.directory, 'runs'), observer });

/** Lines of a file of a run, without what depends on the clock. */
async function rows(name: string, file: string): Promise<unknown[]> {
  const text = await readFile(join(made.directory, 'runs', name, file), 'utf8');
  const timing = new Set<string>([...timingFields, 'requestKey']);
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) =>
      Object.fromEntries(
        Object.entries(JSON.parse(line) as Record<string, unknown>).filter(([key]) => !timing.has(key)),
      ),
    );
}

const LORA = ', lora: { rank: 4 }';

describe('backend: tinker', () => {
  it('gives the metrics and the answers of backend: local', async () => {
    await run(recipe('here', 'local', LORA));
    await run(recipe('there', 'tinker', LORA));
    expect(await rows('there', 'metrics.jsonl')).toEqual(await rows('here', 'metrics.jsonl'));
    const answers = (name: string): Promise<unknown[]> => rows(name, 'samples.jsonl');
    expect(await answers('there')).toEqual(await answers('here'));
    const adapter = (name: string): Promise<Buffer> =>
      readFile(join(made.directory, 'runs', name, 'models', 'sft', 'adapter_model.safetensors'));
    expect((await adapter('there')).equals(await adapter('here'))).toBe(true);
  });

  it('trains all parameters where the recipe has no adapter', async () => {
    await run(recipe('here', 'local'));
    await run(recipe('there', 'tinker'));
    expect(await rows('there', 'metrics.jsonl')).toEqual(await rows('here', 'metrics.jsonl'));
  });

  it('goes on from its last checkpoint, and keeps one a stage on the server', async () => {
    await run(recipe('whole', 'tinker', LORA));
    const stop = new AbortController();
    const observer = {
      ...silentObserver,
      progress: ({ stage }: { stage: string }) => {
        if (stage === 'sft') stop.abort();
      },
    };
    const stopped = recipe('stopped', 'tinker', LORA);
    const runsDir = join(made.directory, 'runs');
    await expect(runRecipe(stopped, { runsDir, observer, signal: stop.signal })).rejects.toThrow(
      'sft stopped',
    );
    await run(stopped);
    expect(await rows('stopped', 'metrics.jsonl')).toEqual(await rows('whole', 'metrics.jsonl'));
    const service = new ServiceClient();
    const runs: TrainingRun[] = [];
    for await (const one of service.rest().trainingRuns()) runs.push(one);
    const saved = await Promise.all(
      runs.map(({ trainingRunId }) => service.rest().checkpoints(trainingRunId)),
    );
    await service.close();
    expect(saved.flat().filter(({ checkpointType }) => checkpointType === 'training')).toHaveLength(2);
  });

  it('gives the same through a bad network', async () => {
    await run(recipe('quiet', 'tinker', LORA));
    const target = server.url.replace(/\/api\/v1$/, '');
    const proxy = await FaultProxy.start({ target: () => target, seed: 1, share: 0.3 });
    vi.stubEnv('TINKER_BASE_URL', proxy.url);
    try {
      await run(recipe('noisy', 'tinker', LORA));
    } finally {
      await proxy.stop();
    }
    expect([...proxy.done.keys()].length).toBeGreaterThan(3);
    expect(await rows('noisy', 'metrics.jsonl')).toEqual(await rows('quiet', 'metrics.jsonl'));
  }, 120_000);

  it('gives the same when the server is killed and started again, twice', async () => {
    await run(recipe('quiet', 'tinker', LORA));
    const killed = await TinkerProcess.start(made.folder, join(made.directory, 'killed'));
    vi.stubEnv('TINKER_BASE_URL', killed.url);
    let kills = 0;
    const restarts: Promise<void>[] = [];
    const observer = {
      ...silentObserver,
      progress({ stage }: { stage: string }): void {
        if (kills >= 2 || !(stage === 'sft' || stage === 'evaluate sft')) return;
        kills++;
        restarts.push(killed.end('SIGKILL').then(() => killed.begin()));
      },
    };
    try {
      await run(recipe('killed', 'tinker', LORA), observer);
    } finally {
      await Promise.all(restarts);
      await killed.end('SIGKILL');
    }
    expect(kills).toBe(2);
    expect(await rows('killed', 'metrics.jsonl')).toEqual(await rows('quiet', 'metrics.jsonl'));
    expect(await rows('killed', 'samples.jsonl')).toEqual(await rows('quiet', 'samples.jsonl'));
  }, 180_000);

  it("refuses to sample ahead on SkyRL's JAX back end, whose samplers change", async () => {
    vi.stubEnv('TINKER_BACK_END', 'skyrl-jax');
    const ahead = ', grpo: { steps: 2, maxStepsOffPolicy: 1 }';
    await expect(run(recipe('ahead', 'tinker', LORA + ahead))).rejects.toThrow(/^grpo samples ahead/);
  });
});
