/** What an evaluation leaves behind where nothing came about, and what it says of folders and model strings that are none. */

import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { RunFolder } from '../../core/run-folder.ts';
import { tinyModel } from '../../engine/test-model.ts';
import { evaluateRun, type EvaluateOptions } from './evaluate-run.ts';
import { rescoreRun } from './rescore-run.ts';
import { quietEvaluation } from './test-evaluation.ts';

let runsDir: string;
let model: Awaited<ReturnType<typeof tinyModel>>;

beforeAll(async () => {
  model = await tinyModel();
  const config = join(model.folder, 'config.json');
  const { architectures, ...rest } = JSON.parse(readFileSync(config, 'utf8')) as Record<string, unknown>;
  expect(architectures).toHaveLength(1);
  writeFileSync(config, JSON.stringify({ ...rest, architectures: ['NoSuchForCausalLM'] }));
});
beforeEach(() => {
  runsDir = mkdtempSync(join(tmpdir(), 'fin-r1-left-'));
  return () => {
    vi.unstubAllEnvs();
    rmSync(runsDir, { recursive: true });
  };
});
afterAll(() => rmSync(model.directory, { recursive: true }));

const evaluate = (name: string, more: Partial<EvaluateOptions> = {}) =>
  evaluateRun({
    ...quietEvaluation(runsDir),
    ...{ model: 'baseline:majority', benchmarks: ['finsim-tfns'], limit: 4, name, warn: () => undefined },
    ...more,
  });

/** Run folders, without the request cache. */
const runs = (): string[] => readdirSync(runsDir).filter((name) => !name.startsWith('requests.sqlite'));

/** As a start leaves it that is killed while it loads its model. */
function killedStart(name: string, recipe: object): void {
  RunFolder.create(join(runsDir, name), { recipe, dataHashes: { 'finsim-tfns': 'another' } }).close();
}

const settings = (seed: number) => ({
  ...{ kind: 'evaluation', model: 'baseline:majority', benchmarks: ['finsim-tfns'], limit: 4, samples: 1 },
  ...{ seed, temperature: 0, topP: 1, maxTokens: 4096, prompt: 'benchmark' },
});

describe('a start that comes to nothing', () => {
  it('leaves no folder where the model cannot be loaded, so that its name stays free', async () => {
    await expect(evaluate('mine', { model: model.folder })).rejects.toThrow('NoSuchForCausalLM');
    expect(runs()).toEqual([]);
    await expect(evaluate('mine')).resolves.toMatchObject({ scores: { 'finsim-tfns': { n: 4 } } });
  });

  it('leaves no folder where the request cache cannot be opened', async () => {
    await expect(evaluate('mine', { cachePath: runsDir })).rejects.toThrow();
    expect(runs()).toEqual([]);
  });

  it('keeps a folder with answers, whatever happens to the next start', async () => {
    await evaluate('mine');
    const before = readFileSync(join(runsDir, 'mine', 'samples.jsonl'), 'utf8');
    await expect(evaluate('mine', { cachePath: runsDir })).rejects.toThrow();
    expect(readFileSync(join(runsDir, 'mine', 'samples.jsonl'), 'utf8')).toBe(before);
    await expect(evaluate('mine', { seed: 2 })).rejects.toThrow(/another recipe:\n {2}seed: 1 → 2/);
  });

  it('takes other settings over where a killed start left no answer, and no folder of a recipe', async () => {
    killedStart('mine', settings(7));
    await expect(evaluate('mine')).resolves.toMatchObject({ scores: { 'finsim-tfns': { n: 4 } } });
    killedStart('recipe', { name: 'recipe', seed: 1 });
    await expect(evaluate('recipe')).rejects.toThrow(/holds the run of a recipe, not an evaluation$/);
  });
});

describe('a folder to be scored anew', () => {
  const score = (name: string) => rescoreRun(join(runsDir, name), quietEvaluation(runsDir));

  it.each<[string, object, string, RegExp]>([
    [
      'a run of a recipe',
      { name: 'x', seed: 1 },
      'the run of a recipe, not an evaluation',
      /--model run:x@STAGE/,
    ],
    ['no answers', settings(1), 'holds no answers yet', /same fin-r1 eval command/],
    ['a setting of another version', { ...settings(1), topP: 2 }, 'recipe.json: topP is not what', /Restore/],
  ])('%s', async (_, recipe, message, hint) => {
    killedStart('x', recipe);
    await expect(score('x')).rejects.toMatchObject({
      message: expect.stringContaining(message),
      hint: expect.stringMatching(hint),
    });
  });

  it('names the line that is broken', async () => {
    await evaluate('mine');
    appendFileSync(join(runsDir, 'mine', 'samples.jsonl'), '{"kind":\n');
    await expect(score('mine')).rejects.toThrow(/samples\.jsonl:5: this line is not JSON/);
  });
});

describe('a model string that names nothing is told before the data', () => {
  it.each([
    [
      'baseline:majorty',
      'no baseline "baseline:majorty"; did you mean baseline:majority?',
      'Known baselines',
    ],
    ['baseline:foo', 'no baseline "baseline:foo"', 'Known baselines: baseline:majority.'],
    ['teacher:nosuch', 'no offline teacher "teacher:nosuch"', 'Known teachers: teacher:'],
    ['teacher:gold-progam', 'did you mean teacher:gold-program?', 'Known teachers: teacher:'],
    ['basline:majority', 'no model "basline:majority"', 'Did you mean baseline:majority?'],
    ['gguf:nowhere.gguf', 'gguf:nowhere.gguf: there is no such file', 'Check the path.'],
    ['run:nowhere@sft', 'no model "run:nowhere@sft"', 'Model strings:'],
    ['openai/some-model', 'OPENAI_API_KEY is not set', 'environment'],
  ])('%s', async (name, message, hint) => {
    vi.stubEnv('OPENAI_API_KEY', '');
    mkdirSync(join(runsDir, 'other'));
    await expect(evaluate('mine', { model: name, benchmarks: ['finqa'] })).rejects.toMatchObject({
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
    expect(runs()).toEqual(['other']);
  });

  it('so is a judge', async () => {
    const wrong = evaluate('mine', { judge: 'run:nowhere@sft', benchmarks: ['finqa'] });
    await expect(wrong).rejects.toThrow('no model "run:nowhere@sft"');
  });
});
