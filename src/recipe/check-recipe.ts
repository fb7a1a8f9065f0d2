/** What a recipe's parts ask of each other. */

import { InputError } from '../core/errors.ts';
import { finsimBenchmarks } from '../data/index.ts';
import { smallestVocabSize } from '../engine/index.ts';
import { checkRemote } from './check-remote.ts';
import { checkTeachers } from './data-tools.ts';
import { fileSource, generatedSource, ownSource } from './schema.ts';
import type { Recipe, SourceChoice } from './schema.ts';

type Part = Exclude<keyof Recipe, 'name' | 'seed' | 'backend'>;

const needs: Partial<Record<Part, { parts: readonly Part[]; why: string }>> = {
  pretrain: { parts: ['model'], why: 'there is no model to train' },
  sft: { parts: ['model', 'data'], why: 'it trains a model on the data set' },
  grpo: { parts: ['sft'], why: 'it starts from the SFT model; use zero for GRPO without SFT' },
  zero: { parts: ['model', 'data'], why: 'it trains a model on the questions of the RL set' },
  evaluate: { parts: ['model'], why: 'there is no model to evaluate' },
  lora: { parts: ['from'], why: 'an adapter goes beside the weights of a model that exists' },
};

/** Whether the recipe names a model, made from nothing or existing. */
export function hasModel({ model, from }: Recipe): boolean {
  return model !== undefined || from !== undefined;
}

function isGiven(recipe: Recipe, part: Part): boolean {
  return part === 'model' ? hasModel(recipe) : recipe[part] !== undefined;
}

/** @throws InputError naming the keys that do not go together. */
export function checkRecipe(recipe: Recipe, where: string): void {
  const refuse = (what: string, hint: string): never => {
    throw new InputError(`${where}: ${what}`, { hint });
  };
  for (const [part, { parts, why }] of Object.entries(needs) as [Part, (typeof needs)[Part] & object][]) {
    const missing = recipe[part] === undefined ? undefined : parts.find((other) => !isGiven(recipe, other));
    if (missing !== undefined)
      refuse(
        `${part} needs ${missing}: ${why}`,
        `Add ${missing === 'model' ? 'model (made from nothing) or from (one that exists)' : missing}, or leave ${part} out.`,
      );
  }
  if (recipe.backend === 'tinker') checkRemote(recipe, refuse);
  const { model, from, data, pretrain } = recipe;
  if (from !== undefined && model !== undefined)
    refuse('model and from name two models', 'model is made from nothing, from exists: leave one out.');
  if (from !== undefined && pretrain !== undefined)
    refuse(`pretrain would start from ${from}, which has been pretrained`, 'Leave pretrain out.');
  if (!hasModel(recipe) && data === undefined)
    refuse('the recipe does nothing', 'Add data, or a model and its stages.');
  if (model !== undefined && data === undefined && pretrain?.documents !== 'finsim') {
    refuse('the model has no text to make a tokenizer from', 'Add data, or pretrain with documents: finsim.');
  }
  if (pretrain?.documents === 'questions' && data === undefined) {
    refuse('pretrain.documents is questions, but there are none', 'Add data, or use documents: finsim.');
  }
  pretrain?.curriculum.forEach(({ weights, until, atMost }, i, { length }) => {
    const key = `pretrain.curriculum[${i}]`;
    const untaught = Object.keys(until ?? {}).find((kind) => !(weights[kind as keyof typeof weights] ?? 0));
    if (untaught !== undefined)
      refuse(
        `${key}.until waits for ${untaught}, of which it has no part`,
        'Give it a weight, or leave it out.',
      );
    const hasEnd = until !== undefined || atMost !== undefined;
    if (hasEnd && i === length - 1)
      refuse(`${key} is the last, which lasts as long as the stage`, 'Leave out until and atMost.');
    if (!hasEnd && i < length - 1) refuse(`${key} has no end`, 'Give it until, atMost, or both.');
  });
  if (model !== undefined) {
    const { heads, kvHeads, headDim, contextLength, vocabSize } = model;
    if (heads % kvHeads !== 0)
      refuse(`model.kvHeads ${kvHeads} does not divide model.heads ${heads}`, 'Use a divisor.');
    if (headDim % 2 !== 0) refuse(`model.headDim is ${headDim}, not even`, 'Use an even number.');
    if (vocabSize < smallestVocabSize) {
      const content = 'all bytes and the tokens of chat and answer format';
      refuse(
        `model.vocabSize ${vocabSize} cannot hold ${content}, ${smallestVocabSize}`,
        `Use ${smallestVocabSize} or more.`,
      );
    }
    checkLength(pretrain, 'model.contextLength', contextLength, refuse);
    checkLength(pretrain, 'pretrain.tokensPerStep', pretrain?.tokensPerStep, refuse);
    for (const part of ['grpo', 'zero', 'evaluate'] as const) {
      const maxTokens = recipe[part]?.sampling.maxTokens ?? 0;
      if (maxTokens >= contextLength) {
        const limit = `model.contextLength ${contextLength}`;
        refuse(
          `${part}.sampling.maxTokens ${maxTokens} leaves no room for a prompt in ${limit}`,
          'Lower it.',
        );
      }
    }
  }
  for (const part of ['data', 'evaluate'] as const) {
    recipe[part]?.sources.forEach((choice, i) => checkSource(choice, `${part}.sources[${i}]`, refuse));
  }
  data?.decontaminate?.against.forEach((choice, i) =>
    checkSource(choice, `data.decontaminate.against[${i}]`, refuse),
  );
  if (data !== undefined) {
    checkTeachers(data);
    for (const part of ['grpo', 'zero'] as const)
      checkRewardedSources(recipe[part]?.sources ?? [], data.sources, part, refuse);
    checkTargets(recipe, refuse);
  }
}

/** Questions of one's own carry names that are not known before they are read. */
function checkRewardedSources(
  names: readonly string[],
  given: readonly SourceChoice[],
  part: string,
  refuse: (what: string, hint: string) => never,
): void {
  const known = given.map(({ source }) => source);
  if (known.includes(fileSource) || known.includes(ownSource)) return;
  const absent = names.find((name) => !known.some((one) => name === one || name.startsWith(`${one}-`)));
  if (absent !== undefined)
    refuse(
      `${part}.sources names ${absent}, which data.sources does not`,
      `Name some of ${known.join(', ')}.`,
    );
}

/** A target is of a source, whichever entries its questions come from. */
function checkTargets({ data, evaluate }: Recipe, refuse: (what: string, hint: string) => never): void {
  const elsewhere = [...(data?.decontaminate?.against ?? []), ...(evaluate?.sources ?? [])];
  const aimless = elsewhere.find(({ target }) => target !== undefined);
  if (aimless !== undefined)
    refuse(
      `a target for the held-out source ${aimless.source}`,
      'Only data.sources have targets; use count.',
    );
  for (const [i, { source, target }] of (data?.sources ?? []).entries()) {
    const before = data?.sources.slice(0, i).find((other) => other.source === source);
    if (before !== undefined && before.target !== target)
      refuse(
        `data.sources[${i}] has another target than the entry of ${source} before it`,
        'A target counts for all entries of a source: give each of them the same.',
      );
  }
}

/** @throws InputError (through `refuse`) when a piece of a document would not fit. */
function checkLength(
  pretrain: Recipe['pretrain'],
  key: string,
  limit: number | undefined,
  refuse: (what: string, hint: string) => never,
): void {
  if (pretrain === undefined || limit === undefined || pretrain.length <= limit) return;
  refuse(
    `pretrain.length ${pretrain.length} exceeds ${key} ${limit}`,
    `Set pretrain.length to ${limit} or less.`,
  );
}

export function isGenerated({ source }: SourceChoice): boolean {
  return source === generatedSource || finsimBenchmarks.includes(source);
}

function checkSource(choice: SourceChoice, key: string, refuse: (what: string, hint: string) => never): void {
  const { source, file, difficulty, split, documents, evidence } = choice;
  const isFile = source === fileSource || source === ownSource;
  if (isFile && file === undefined) refuse(`${key} names no file`, 'Add file: my-questions.jsonl.');
  if (source === ownSource && choice.columns === undefined)
    refuse(`${key} names no columns`, 'Add columns: { question: …, answer: …, kind: … }.');
  if (source !== ownSource && choice.columns !== undefined)
    refuse(
      `${key}.columns does not apply to ${source}`,
      `Its columns are known; for files of your own use source: ${ownSource}.`,
    );
  if (source === fileSource && split !== undefined) {
    refuse(
      `${key}.split does not apply to ${source}`,
      'Its questions name their split themselves: leave it out.',
    );
  }
  if (!isFile && file !== undefined) {
    refuse(`${key}.file does not apply to ${source}`, `Files are found by name below --data-dir/${source}.`);
  }
  if (choice.target !== undefined && (source === generatedSource || source === fileSource))
    refuse(
      `${key}.target does not apply to ${source}, which is several sources`,
      'Use count, or name one source.',
    );
  if (documents !== undefined && isGenerated(choice))
    refuse(`${key}.documents does not apply to ${source}`, 'Its splits share no document: leave it out.');
  if (documents !== undefined && documents[0] >= documents[1])
    refuse(`${key}.documents [${documents.join(', ')}] is empty`, 'Give a part of [0, 1], e.g. [0, 0.8].');
  if (evidence !== undefined && source !== 'finqa')
    refuse(`${key}.evidence does not apply to ${source}`, 'Only FinQA marks its evidence: leave it out.');
  if (difficulty !== undefined && !isGenerated(choice)) {
    refuse(`${key}.difficulty does not apply to ${source}`, 'Only FinSim has a difficulty: leave it out.');
  }
}
