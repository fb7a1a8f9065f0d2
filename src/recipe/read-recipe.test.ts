import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../core/errors.ts';
import { parseRecipe, readRecipe } from './read-recipe.ts';

const folder = join(import.meta.dirname, '../../recipes');

function refusal(text: string): InputError {
  try {
    parseRecipe(text, 'r.yaml');
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('the recipe was accepted');
}

const own = 'name: a\ndata: { sources: [{ source: finsim }] }\n';

describe('the bundled recipes', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

  it('are there', () => {
    expect(names).toEqual([
      'fin-r1-0.5b.yaml',
      'fin-r1-7b.yaml',
      'fin-r1-data.yaml',
      'finqa-offline.yaml',
      'local-teacher.yaml',
      'quickstart.yaml',
      'smoke.yaml',
      'smollm2-135m.yaml',
      'tfns-nano.yaml',
    ]);
  });

  it.each(names)('%s can be read and is called so', (name) => {
    expect(`${readRecipe(join(folder, name)).name}.yaml`).toBe(name);
  });

  it('fin-r1-7b asks for the data set of fin-r1-data, so that no answer is paid twice', () => {
    const [whole, data] = ['fin-r1-7b', 'fin-r1-data'].map(
      (name) => readRecipe(join(folder, `${name}.yaml`)).data,
    );
    expect(whole).toEqual(data);
  });

  it('quickstart measures four models on at least 600 held-out questions', () => {
    const recipe = readRecipe(join(folder, 'quickstart.yaml'));
    expect(Object.keys(recipe)).toEqual(expect.arrayContaining(['pretrain', 'zero', 'sft', 'grpo']));
    expect(6 * (recipe.evaluate?.sources[0]?.count ?? 0)).toBeGreaterThanOrEqual(600);
  });
});

describe('defaults and overrides', () => {
  const text = 'name: a\nmodel:\ndata: { sources: [{ source: finsim }] }\n';

  it('fills in what is left out, down to nested keys', () => {
    const recipe = parseRecipe(
      'name: a\nmodel: { layers: 5 }\npretrain: { steps: 3, optimizer: { peak: 0.1 } }',
      'r',
    );
    expect(recipe.model).toMatchObject({ layers: 5, hiddenSize: 128 });
    expect(recipe.pretrain?.optimizer).toMatchObject({ peak: 0.1, schedule: 'cosine', gradClipNorm: 1 });
    expect(recipe.seed).toBe(1);
  });

  it('takes name and seed from the command line', () => {
    expect(parseRecipe(text, 'r', { name: 'b', seed: 9 })).toMatchObject({ name: 'b', seed: 9 });
    expect(() => parseRecipe(text, 'r', { name: '../x' })).toThrow(/^--name: name is "\.\.\/x"/);
    expect(parseRecipe(text, 'r', { name: undefined })).toMatchObject({ name: 'a' });
  });

  it('reads merge keys, and a stage set to false as left out', () => {
    const recipe = parseRecipe(
      'name: a\nmodel: {}\ndata: { sources: [{ source: finsim }] }\nsft: {}\n' +
        'grpo: &g { steps: 4, beta: 0.1, unbiasedKl: true }\nzero: { <<: *g, steps: 2 }\nevaluate: false',
      'r',
    );
    expect(recipe.zero).toMatchObject({ steps: 2, beta: 0.1, unbiasedKl: true });
    expect(recipe.evaluate).toBeUndefined();
  });

  it('asks for sampling ahead and signed weights only where it says so', () => {
    const text = (more: string): string =>
      `name: a\nmodel: {}\ndata: { sources: [{ source: finsim }] }\nzero: { steps: 2${more} }`;
    const asked = parseRecipe(text(', maxStepsOffPolicy: 1, signedWeights: true'), 'r').zero;
    expect(asked).toMatchObject({ maxStepsOffPolicy: 1, signedWeights: true });
    // Without a default: the recipe of a run that was begun before these settings is the same still.
    const plain = Object.keys(parseRecipe(text(''), 'r').zero ?? {});
    expect(plain).not.toContain('maxStepsOffPolicy');
    expect(plain).not.toContain('signedWeights');
    expect(() => parseRecipe(text(', maxStepsOffPolicy: -1'), 'r')).toThrow(/zero\.maxStepsOffPolicy is -1/);
  });
});

describe('a recipe that cannot be used', () => {
  it.each([
    [
      'name: a\ndata:\n  sources: [{ source: finsim }]\n  teacherz: []',
      'r.yaml:4: unknown key "teacherz" in data; did you mean "teachers"?',
    ],
    ['name: a\nmodell: {}', 'r.yaml:2: unknown key "modell"; did you mean "model"?'],
    [
      'name: a\nmodel: {}\npretrain:\n  steps: 1\n  optimizer:\n    warmup: 3',
      'r.yaml:6: unknown key "warmup" in pretrain.optimizer',
    ],
    [
      'name: a\ndata: { sources: [{ source: finsim, cuont: 3 }] }',
      'r.yaml:2: unknown key "cuont" in data.sources[0]; did you mean "count"?',
    ],
    ['name: a\nmodel: {}\npretrain:\n  steps: many', 'r.yaml:4: pretrain.steps is "many", expected a number'],
    [
      'name: a\nmodel: {}\npretrain:\n  steps: 2.5',
      'r.yaml:4: pretrain.steps is 2.5, expected a whole number',
    ],
    ['name: a\nmodel: {}\npretrain:\n  steps: 0', 'r.yaml:4: pretrain.steps is 0, expected a number above 0'],
    ['name: a\nmodel: {}\npretrain: {}', 'r.yaml:3: pretrain.steps is missing'],
    [
      'name: a\ndata: { sources: [{ source: finsims }] }',
      'r.yaml:2: data.sources[0].source is "finsims", expected one of finsim,',
    ],
    [
      'name: a\ndata: { sources: [{ source: finsim, difficulty: 4 }] }',
      'data.sources[0].difficulty is 4, expected one of 1, 2, 3',
    ],
    ['name: a\ndata: { sources: [] }', 'r.yaml:2: data.sources is [], expected at least 1'],
    [
      'name: a/b\ndata: { sources: [{ source: finsim }] }',
      'r.yaml:1: name is "a/b", expected a name of letters',
    ],
    [
      'name: ..\ndata: { sources: [{ source: finsim }] }',
      'r.yaml:1: name is "..", expected a name of letters',
    ],
    ['[1, 2]', 'r.yaml:1: the recipe is [1,2], expected a map of keys'],
    ['', 'r.yaml:1: the recipe is null, expected a map of keys'],
    ['name: a\ndata:\n  sources: [{ source: finsim }\n', 'r.yaml:4: not YAML:'],
    ['name: a\nname: b', 'r.yaml:2: not YAML:'],
    ['name: a\nmodel: {}\nsft: {}', 'r.yaml: sft needs data'],
    ['name: a\nmodel: {}\npretrain: { steps: 1 }\ngrpo: { steps: 1 }', 'grpo needs sft'],
    ['name: a\nmodel: {}', 'no text to make a tokenizer from'],
    ['name: a', 'the recipe does nothing'],
    [
      'name: a\nmodel: { heads: 4, kvHeads: 3 }\npretrain: { steps: 1 }',
      'model.kvHeads 3 does not divide model.heads 4',
    ],
    [
      'name: a\nmodel: { vocabSize: 262 }\npretrain: { steps: 1 }',
      'model.vocabSize 262 cannot hold all bytes and the tokens of chat and answer format, 263',
    ],
    [
      'name: a\nmodel: { contextLength: 64 }\npretrain: { steps: 1, length: 65 }',
      'pretrain.length 65 exceeds model.contextLength 64',
    ],
    [
      'name: a\nmodel: {}\npretrain: { steps: 1, length: 100, tokensPerStep: 99 }',
      'pretrain.length 100 exceeds pretrain.tokensPerStep 99',
    ],
    [
      'name: a\ndata: { sources: [{ source: tfns, difficulty: 2 }] }',
      'data.sources[0].difficulty does not apply to tfns',
    ],
    ['name: a\ndata: { sources: [{ source: jsonl }] }', 'data.sources[0] names no file'],
    [
      'name: a\nfrom: x\ndata: { sources: [{ source: tfns }] }\nsft: {}\ngrpo: { steps: 1, sources: [finqa] }',
      'grpo.sources names finqa, which data.sources does not',
    ],
    [`${own}from: x\nmodel: {}`, 'model and from name two models'],
    [`${own}from: x\npretrain: { steps: 1 }`, 'pretrain would start from x'],
    [`${own}model: {}\nlora: { rank: 4 }`, 'lora needs from'],
    [`${own}from: x\nlora: { targets: [head] }`, 'lora.targets[0] is "head", expected'],
    [`${own}from: x\nlora: { targets: [q_proj, q_proj] }`, 'expected each projection once'],
    [
      'name: a\ndata: { sources: [{ source: tfns, documents: [0.5, 0.5] }] }',
      'data.sources[0].documents [0.5, 0.5] is empty',
    ],
    [
      'name: a\ndata: { sources: [{ source: finsim, documents: [0, 0.5] }] }',
      'data.sources[0].documents does not apply to finsim',
    ],
    [
      'name: a\ndata: { sources: [{ source: tfns, evidence: gold }] }',
      'data.sources[0].evidence does not apply to tfns',
    ],
  ])('%j', (text, message) => {
    const error = refusal(text);
    expect(error.message).toContain(message);
    expect(error.exitCode).toBe(2);
    expect(error.hint).toBeTruthy();
  });

  it('names the file that is missing', () => {
    expect(() => readRecipe('nowhere.yaml')).toThrow('nowhere.yaml: there is no such recipe file');
  });

  it('lists the keys that would do', () => {
    expect(refusal('name: a\nsft: { epoch_count: 3 }').hint).toBe(
      'Valid keys there: epochs, batchSize, optimizer, checkpointEverySteps.',
    );
  });
});
