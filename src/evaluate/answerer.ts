/** Answerer: whoever is evaluated. A model reads a prompt; an offline teacher or a constant answer needs none. */

import { InputError } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import type { Question } from '../core/question.ts';
import type { ChatMessage } from '../core/trace.ts';
import type { OfflineTeacher } from '../data/teacher.ts';
import type { Generation, GenerationParams, TextModel } from '../models/text-model.ts';
import { goldAnswer, isClassified } from './gold.ts';
import { majorityClass } from './statistics/macro-f1.ts';

export interface Answerer {
  /** The model string. */
  readonly id: string;
  /** As many generations as asked for. @throws what `TextModel.generate` throws. */
  answer(
    question: Question,
    messages: readonly ChatMessage[],
    params: GenerationParams,
    samples: number,
  ): Promise<Generation[]>;
}

export function modelAnswerer(model: TextModel): Answerer {
  return {
    id: model.id,
    answer: (_, messages, params, samples) => model.generate(messages, params, samples),
  };
}

/** What the teacher would write for training. A question that it cannot answer gets an empty generation: no answer, not a wrong one. */
export function teacherAnswerer(teacher: OfflineTeacher): Answerer {
  return offline(teacher.id, (question, sample, seed) => teacher.distil(question, sample, seed)?.text ?? '');
}

/** Always the class that is the commonest gold of `questions` of its kind: what a model must beat to have learnt anything. */
export function majorityAnswerer(questions: readonly Question[]): Answerer {
  const golds = new Map<string, string[]>();
  for (const { reference } of questions) {
    if (reference === null || !isClassified(reference.kind)) continue;
    golds.set(reference.kind, [...(golds.get(reference.kind) ?? []), goldAnswer(reference)]);
  }
  const texts = new Map<string, string>();
  for (const [kind, own] of golds) {
    const commonest = majorityClass(own)?.label;
    if (commonest !== undefined) texts.set(kind, `<answer>\n${commonest}\n</answer>`);
  }
  return offline(MAJORITY, ({ reference }) => texts.get(reference?.kind ?? '') ?? '');
}

export const MAJORITY = 'baseline:majority';

const makers: Readonly<Record<string, (questions: readonly Question[]) => Answerer>> = {
  [MAJORITY]: majorityAnswerer,
};
/** The model strings of the baselines. */
export const baselines: readonly string[] = Object.keys(makers);

/** Makes the baseline called `id` of the questions it is asked. @throws InputError naming the known ones. */
export function findBaseline(id: string): (questions: readonly Question[]) => Answerer {
  const make = Object.hasOwn(makers, id) ? makers[id] : undefined;
  if (make !== undefined) return make;
  const near = nearest(id, baselines);
  throw new InputError(`there is no baseline "${id}"${near === undefined ? '' : `; did you mean ${near}?`}`, {
    code: 'unknown-baseline',
    hint: `Known baselines: ${baselines.join(', ')}.`,
  });
}

function offline(id: string, write: (question: Question, sample: number, seed: number) => string): Answerer {
  return {
    id,
    answer: (question, _, { seed }, samples) => {
      const generations = Array.from({ length: samples }, (_, sample): Generation => ({
        text: write(question, sample, seed),
        finishReason: 'stop',
        promptTokens: 0,
        completionTokens: 0,
        requestKey: '',
      }));
      return Promise.resolve(generations);
    },
  };
}
