/** The questions that a recipe names: FinSim's from the seed, real ones and one's own from the data directory. */

import { join, normalize, sep } from 'node:path';
import { FinR1Error, InputError } from '../core/errors.ts';
import { contentHash } from '../core/ids.ts';
import type { Question, Split } from '../core/question.ts';
import {
  finsimBenchmarks,
  finsimQuestions,
  findSource,
  Intake,
  ownQuestions,
  readJsonlQuestions,
} from '../data/index.ts';
import type { Source } from '../data/index.ts';
import { isGenerated } from './check-recipe.ts';
import { refusedRows } from './refused-rows.ts';
import { required } from './run-context.ts';
import { fileSource, generatedSource, ownSource } from './schema.ts';
import type { SourceChoice } from './schema.ts';
import { spreadSample } from './spread-sample.ts';

export interface QuestionOptions {
  seed: number;
  /** `undefined`: no real data may be read. */
  dataDir: string | undefined;
  purpose: 'train' | 'evaluate';
  /** Takes what the sources refuse. */
  intake: Intake;
  /** Is told of optional sources that are not there, and of sources without a question. */
  warn: (message: string) => void;
}

const FINSIM_COUNT = 100;

/**
 * Questions of all `choices`, one source after the other.
 * @throws InputError when a source needs --data-dir, or its files are not there.
 */
export async function* questionsOf(
  choices: readonly SourceChoice[],
  options: QuestionOptions,
): AsyncGenerator<Question> {
  const taken = new Set<string>();
  for (const choice of choices) {
    if (isGenerated(choice)) {
      yield* generated(choice, options);
      continue;
    }
    const all = choice.optional === true ? ifThere(choice, options) : read(choice, options);
    const isOwn = choice.source === fileSource || choice.source === ownSource;
    const some = choice.documents === undefined ? all : onDocuments(all, choice.documents);
    const questions =
      isOwn && options.purpose === 'train' ? firstOfEachId(some, taken, options.intake) : some;
    const { count, source, file } = choice;
    const label = [source, ...(file === undefined ? [] : [file])].join('/');
    yield* count === undefined ? questions : spreadSample(questions, count, { seed: options.seed, label });
  }
}

/** Files of one's own may be named twice, and name other questions alike; a data set may not. */
async function* firstOfEachId(
  questions: AsyncIterable<Question>,
  taken: Set<string>,
  intake: Intake,
): AsyncGenerator<Question> {
  for await (const question of questions) {
    const key = questionKey(question);
    if (taken.has(key)) {
      const { source, id, question: detail } = question;
      intake.exclude({ source, id, reason: 'the same id stands above', detail });
      continue;
    }
    taken.add(key);
    yield question;
  }
}

/** A document is one question's where a source knows of none that several share. */
async function* onDocuments(
  questions: AsyncIterable<Question>,
  [from, to]: readonly [number, number],
): AsyncGenerator<Question> {
  for await (const question of questions) {
    const place = parseInt(contentHash([question.source, question.cluster], 8), 16) / 2 ** 32;
    if (place >= from && place < to) yield question;
  }
}

function* generated(choice: SourceChoice, { seed, purpose }: QuestionOptions): Generator<Question> {
  const { source, split = purpose === 'train' ? 'train' : 'test', count = FINSIM_COUNT, difficulty } = choice;
  for (const benchmark of source === generatedSource ? finsimBenchmarks : [source]) {
    yield* finsimQuestions({ benchmark, split, count, seed, difficulty });
  }
}

function stored(
  choice: SourceChoice,
  { dataDir, purpose, intake }: QuestionOptions,
): AsyncIterable<Question> {
  if (dataDir === undefined) {
    throw new InputError(`the source ${choice.source} is read from files, and no data directory was given`, {
      code: 'missing-data',
      hint: 'Name the directory that holds them with --data-dir.',
    });
  }
  if (choice.source === fileSource) return readJsonlQuestions(join(dataDir, choice.file ?? ''), intake);
  if (choice.source === ownSource) {
    const defaults = {
      source: ownSource,
      split: choice.split ?? (purpose === 'train' ? 'train' : 'test'),
    } as const;
    const { file = '', columns } = choice;
    return ownQuestions(
      {
        path: join(dataDir, file),
        name: normalize(file).split(sep).join('/'),
        columns: required(columns, 'columns'),
        defaults,
      },
      intake,
    );
  }
  const source = findSource(choice.source);
  const splits = [choice.split ?? usualSplit(source, purpose)];
  return source.read({ dataDir, splits, evidence: choice.evidence, intake });
}

/** @throws InputError when a source has no split for the purpose, so that one must be chosen knowingly. */
export function usualSplit({ id, splits }: Source, purpose: QuestionOptions['purpose']): Split {
  const wanted: readonly Split[] = purpose === 'train' ? ['train'] : ['dev', 'test'];
  const split = wanted.find((candidate) => splits.includes(candidate));
  if (split !== undefined) return split;
  throw new InputError(`the source ${id} has no ${wanted.join(' or ')} split`, {
    code: 'split',
    hint: `Name one of its splits: ${splits.map((name) => `split: ${name}`).join(', ')}.`,
  });
}

/** Says so where there is none: a wrong split or an empty file would pass for a small source. */
async function* read(choice: SourceChoice, options: QuestionOptions): AsyncGenerator<Question> {
  let isEmpty = true;
  for await (const question of stored(choice, options)) {
    isEmpty = false;
    yield question;
  }
  if (!isEmpty) return;
  const { source, file, split } = choice;
  const part = [file, split].filter((one) => one !== undefined).join(', ');
  options.warn(`${source}${part === '' ? '' : ` (${part})`} gave no question`);
}

async function* ifThere(choice: SourceChoice, options: QuestionOptions): AsyncGenerator<Question> {
  try {
    yield* read(choice, options);
  } catch (error) {
    if (!FinR1Error.isInstance(error) || error.code !== 'missing-data') throw error;
    options.warn(`${choice.source} is left out: ${error.message}`);
  }
}

/**
 * The questions to be evaluated on. Broken rows are left out and told to `warn`.
 * @throws InputError when there are none, or when two have the same id.
 */
export async function evaluationQuestions(
  choices: readonly SourceChoice[],
  options: Omit<QuestionOptions, 'purpose' | 'intake' | 'warn'>,
  warn: (message: string) => void,
): Promise<Question[]> {
  const intake = new Intake();
  const questions: Question[] = [];
  const seen = new Set<string>();
  for await (const question of questionsOf(choices, { ...options, purpose: 'evaluate', intake, warn })) {
    const key = questionKey(question);
    if (seen.has(key)) {
      throw new InputError(`evaluate: the question ${key} stands twice in the sources`, {
        hint: 'Name each source and split once.',
      });
    }
    seen.add(key);
    questions.push(question);
  }
  for (const warning of refusedRows(intake.drain())) warn(warning);
  if (questions.length === 0) {
    throw new InputError('evaluate: the sources hold no question', { hint: 'Name another split or source.' });
  }
  return questions;
}

/** Names a question among all sources. */
export function questionKey(question: Pick<Question, 'source' | 'id'>): string {
  return `${question.source}/${question.id}`;
}
