import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { tinyModel } from '../engine/test-model.ts';
import { ggufHeader } from '../models/test-gguf.ts';
import { checkStart } from './check-start.ts';
import { parseRecipe } from './read-recipe.ts';
import { silentObserver } from './run-observer.ts';
import { runRecipe } from './run-recipe.ts';

let made: Awaited<ReturnType<typeof tinyModel>>;
beforeEach(async () => void (made = await tinyModel()));
afterEach(() => rm(made.directory, { recursive: true }));

/** The refusal of a run from `from`; nothing may have been made by then. */
async function refusal(from: string, lora: string, more = ''): Promise<unknown> {
  const recipe = parseRecipe(
    `{ name: r, from: '${from}', lora: ${lora}, ${more} sft: {}, data: { sources: [{ source: finsim-tfns, count: 4 }] } }`,
    'r',
  );
  const options = { runsDir: join(made.directory, 'runs'), observer: silentObserver };
  const error = await runRecipe(recipe, options).then(
    () => 'it ran',
    (refused: unknown) => refused,
  );
  expect(existsSync(options.runsDir)).toBe(false);
  return error;
}

it('refuses an adapter that is larger than its matrices before data is made', async () => {
  expect(await refusal(made.folder, '{ rank: 64, targets: [q_proj] }')).toMatchObject({
    exitCode: 2,
    message: 'lora.rank 64 is above the smaller side of model.layers.0.self_attn.q_proj, which is 32 × 32',
  });
});

it('refuses a model without a chat template before data is made', async () => {
  const path = join(made.folder, 'tokenizer_config.json');
  const { chat_template: _template, ...rest } = JSON.parse(await readFile(path, 'utf8')) as Record<
    string,
    unknown
  >;
  await writeFile(path, JSON.stringify(rest));
  expect(await refusal(made.folder, '{ rank: 2 }')).toMatchObject({
    exitCode: 2,
    message: `${made.folder} has no chat template`,
  });
});

it('refuses weights that are cut off before data is made', async () => {
  const path = join(made.folder, 'model.safetensors');
  await writeFile(path, (await readFile(path)).subarray(0, -64));
  expect(await refusal(made.folder, '{ rank: 2 }')).toMatchObject({
    exitCode: 2,
    message: expect.stringContaining(path),
  });
});

it('refuses a GGUF file that the engine cannot import before data is made', async () => {
  const path = join(made.directory, 'm.gguf');
  await writeFile(path, ggufHeader());
  expect(await refusal(`gguf:${path}`, '{ rank: 2 }')).toMatchObject({
    exitCode: 2,
    message: expect.stringContaining(path),
  });
});

it('refuses a model that there is no memory to train', async () => {
  const recipe = parseRecipe(
    `{ name: r, from: '${made.folder}', lora: { rank: 2 }, sft: {}, data: { sources: [{ source: finsim-tfns, count: 4 }] } }`,
    'r',
  );
  const start = (free: number): Promise<void> =>
    checkStart(recipe, {
      runFolder: join(made.directory, 'none'),
      runsDirectory: made.directory,
      signal: new AbortController().signal,
      machine: { free, total: 64 * 2 ** 30 },
    });
  await expect(start(2 ** 20)).rejects.toMatchObject({
    code: 'memory',
    message: expect.stringMatching(
      /^sft: training even on one sample of 128 tokens needs \d+ MiB, 1 MiB free/,
    ),
  });
  await expect(start(32 * 2 ** 30)).resolves.toBeUndefined();
  // What has been trained needs no memory any more.
  await mkdir(join(made.directory, 'none', 'models', 'sft'), { recursive: true });
  await expect(start(2 ** 20)).resolves.toBeUndefined();
});

it.each([
  [
    'leaves it out',
    "{% for m in messages if m.role != 'system' %}{{ m.content }}{% endfor %}",
    'Think first.',
    /never see it/,
  ],
  [
    'refuses it',
    "{% if messages[0].role == 'system' %}{{ raise_exception('no system') }}{% endif %}",
    'Think first.',
    /no system/,
  ],
  [
    'has it, too long',
    '{% for m in messages %}{{ m.content }}{% endfor %}',
    'word '.repeat(300).trim(),
    /leaves no room/,
  ],
])(
  'refuses a system prompt before data is made where the template %s',
  async (_what, template, prompt, words) => {
    const path = join(made.folder, 'tokenizer_config.json');
    const config = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    await writeFile(path, JSON.stringify({ ...config, chat_template: template }));
    expect(await refusal(made.folder, '{ rank: 2 }', `systemPrompt: '${prompt}',`)).toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(words),
    });
  },
);
