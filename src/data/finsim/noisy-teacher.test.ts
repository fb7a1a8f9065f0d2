import { describe, expect, it } from 'vitest';
import type { Question } from '../../core/question.ts';
import { traceSchema, type Trace } from '../../core/trace.ts';
import { finsimBenchmarks } from './families.ts';
import { finsimTeacher } from './noisy-teacher.ts';
import { finsimQuestions, goldTrace, solve } from './questions.ts';

const questions = finsimBenchmarks.flatMap((benchmark) =>
  finsimQuestions({ benchmark, split: 'train', count: 300, seed: 11 }),
);

function distil(question: Question, sample = 0, seed = 5): Trace {
  const trace = finsimTeacher.distil(question, sample, seed);
  if (trace === null) throw new Error(`no trace for ${question.id}`);
  return trace;
}

function shareOf(of: readonly Question[], test: (question: Question, trace: Trace) => boolean): number {
  return of.filter((question) => test(question, distil(question))).length / of.length;
}

const right = (question: Question, trace: Trace): boolean => trace.answer === solve(question).answer;
const sound = (question: Question, trace: Trace): boolean => trace.text === goldTrace(question);

describe('finsimTeacher', () => {
  it('writes valid traces, the same for the same question, sample and seed', () => {
    for (const question of questions.slice(0, 200)) {
      expect(traceSchema.parse(distil(question))).toEqual(distil(question));
    }
    const some = questions.slice(0, 50);
    const texts = (sample: number, seed: number): string[] => some.map((q) => distil(q, sample, seed).text);
    expect(texts(1, 5)).not.toEqual(texts(0, 5));
    expect(texts(0, 6)).not.toEqual(texts(0, 5));
  });

  it('answers no questions but those of FinSim', () => {
    const foreign = { ...(questions[0] as Question), source: 'finqa' };
    expect(finsimTeacher.distil(foreign, 0, 5)).toBeNull();
  });

  it('is right and sound in 58–68 % of traces, right with bad reasoning in 4–10 %, cut off in 2–4 %', () => {
    const good = shareOf(questions, sound);
    expect(good).toBeGreaterThan(0.58);
    expect(good).toBeLessThan(0.68);
    const bad = shareOf(questions, (question, trace) => right(question, trace) && !sound(question, trace));
    expect(bad).toBeGreaterThan(0.04);
    expect(bad).toBeLessThan(0.1);
    const cut = shareOf(
      questions,
      (_question, trace) => trace.finishReason === 'length' && trace.answer === null,
    );
    expect(cut).toBeGreaterThan(0.02);
    expect(cut).toBeLessThan(0.04);
  });

  it.each([
    ['finsim-tfns', 'negated'],
    ['finsim-finqa', 'growth'],
    ['finsim-convfinqa', 'follow-growth'],
  ])('is often wrong on %s %s', (source, category) => {
    const weak = questions.filter((question) => question.source === source && question.category === category);
    expect(shareOf(weak, right)).toBeLessThan(0.65);
  });

  it('misses missing disclosures, the same way in every sample', () => {
    const missing = questions.filter(
      ({ category, reference }) =>
        category === 'disclosure' && reference?.kind === 'boolean' && !reference.value,
    );
    expect(shareOf(missing, right)).toBeLessThan(0.65);
    const everWrong = missing.filter((question) => distil(question, 0).answer === 'yes');
    const alsoLater = everWrong.filter((question) => distil(question, 1).answer !== 'no');
    expect(alsoLater.length).toBe(everWrong.length);
  });

  it('is good at what is easy', () => {
    const easy = questions.filter(({ category }) =>
      ['sum', 'plain', 'neutral', 'risk', 'larger'].includes(category),
    );
    expect(shareOf(easy, right)).toBeGreaterThan(0.75);
  });
});
