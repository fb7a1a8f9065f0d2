/**
 * Puts a judge on trial: the paper (Supp. C) compares judges with human labels on 100 FinQA answers; here both of its tasks are tried on a
 * set written for the purpose, in Chinese and English, with two probes of what judges are known to fall for.
 *
 * Order: reference and answer change places in the prompt; the verdict must stay. Verbosity: a wrong answer is put into fluent, confident
 * text that adds nothing; the verdict must not become "correct".
 */

import type { Question } from '../../core/question.ts';
import type { Trace } from '../../core/trace.ts';
import type { TextModel } from '../../models/index.ts';
import type { AnswerJudge, ReasoningJudge } from '../judge.ts';
import { answerJudge } from '../judges/answer-judge.ts';
import type { JudgeOptions } from '../judges/ask-judge.ts';
import { reasoningJudge } from '../judges/reasoning-judge.ts';
import { fillPrompt } from '../load-prompt.ts';
import { criterionNames, type CriterionName } from '../reasoning-criteria.ts';
import { agreementOf, type Agreement, type Rated } from './agreement.ts';
import type { AnswerPair, CalibrationSet, LabelledTrace } from './calibration-set.ts';

export interface Probe {
  /** Items with a verdict before and after, of those that can flip. */
  n: number;
  flipped: number;
  /** Items that had a verdict and lost it. */
  errors: number;
}

export interface Calibration {
  /** The model string. */
  judge: string;
  seed: number;
  answers: Agreement;
  /** By language and by kind of reference. */
  answersBy: Record<string, Agreement>;
  order: Probe;
  verbosity: Probe;
  /** Whole verdicts: are all seven criteria met? */
  traces: Agreement;
  tracesBy: Record<string, Agreement>;
  criteria: Record<CriterionName, Agreement>;
}

export interface CalibrateOptions {
  /** As the judge will be asked when it is used. */
  judging?: JudgeOptions;
  /** For the bootstrap intervals. */
  seed: number;
  /** Called after every verdict. */
  onVerdict?: (done: number, total: number) => void;
}

type RatedItem<T> = Rated & { item: T };

export async function calibrate(
  model: TextModel,
  { pairs, traces }: CalibrationSet,
  { seed, judging = {}, onVerdict }: CalibrateOptions,
): Promise<Calibration> {
  const different = pairs.filter(({ label }) => label === 'different');
  const total = 2 * pairs.length + different.length + traces.length;
  let done = 0;
  const told = async <T>(verdict: Promise<T>): Promise<T> => {
    const given = await verdict;
    onVerdict?.(++done, total);
    return given;
  };
  const judge = answerJudge(model, judging);
  const turned = answerJudge(model, { ...judging, order: 'answer-first' });
  const [plain, reversed, padded, judged] = await Promise.all([
    Promise.all(pairs.map((pair) => told(rateAnswer(judge, pair)))),
    Promise.all(pairs.map((pair) => told(rateAnswer(turned, pair)))),
    Promise.all(different.map((pair) => told(rateAnswer(judge, inPadding(pair))))),
    Promise.all(traces.map((trace) => told(rateTrace(reasoningJudge(model, judging), trace)))),
  ]);
  const plainVerdicts = new Map(plain.map(({ item, verdict }) => [item.id, verdict]));
  const whole = judged.map(({ item, scores }) => ({
    item,
    label: criterionNames.every((name) => item.label[name] === 1),
    verdict: scores === null ? null : criterionNames.every((name) => scores[name]),
  }));
  return {
    judge: model.id,
    seed,
    answers: agreementOf(plain, seed),
    answersBy: agreementsBy(plain, seed, ({ language, kind }) => [language, kind]),
    order: probeOf(reversed, plainVerdicts),
    verbosity: probeOf(padded, calledWrong(plainVerdicts)),
    traces: agreementOf(whole, seed),
    tracesBy: agreementsBy(whole, seed, ({ language }) => [language]),
    criteria: Object.fromEntries(
      criterionNames.map((name) => [
        name,
        agreementOf(
          judged.map(({ item, scores }) => ({
            label: item.label[name] === 1,
            verdict: scores === null ? null : (scores[name] ?? null),
          })),
          seed,
        ),
      ]),
    ) as Calibration['criteria'],
  };
}

async function rateAnswer(judge: AnswerJudge, item: AnswerPair): Promise<RatedItem<AnswerPair>> {
  const { verdict } = await judge.judge(item.reference, item.answer);
  return {
    item,
    label: item.label === 'same',
    verdict: verdict === 'judge-error' ? null : verdict === 'correct',
  };
}

function inPadding(pair: AnswerPair): AnswerPair {
  return { ...pair, answer: fillPrompt('verbosity-probe', pair.language, { answer: pair.answer }).text };
}

async function rateTrace(
  judge: ReasoningJudge,
  item: LabelledTrace,
): Promise<{ item: LabelledTrace; scores: Partial<Record<CriterionName, boolean>> | null }> {
  const check = await judge.judge(questionOf(item), traceOf(item));
  if ('failed' in check) return { item, scores: null };
  return { item, scores: Object.fromEntries(check.criteria.map(({ name, passed }) => [name, passed])) };
}

function questionOf({ id, language, question, domain, reference }: LabelledTrace): Question {
  return {
    ...{ id, source: 'calibration', split: 'test', language, category: domain, licence: 'Apache-2.0' },
    ...{ cluster: id, texts: [], tables: [], history: [], question },
    reference: { kind: 'text', text: reference, accepted: [] },
  };
}

function traceOf({ id, reasoning, answer }: LabelledTrace): Trace {
  return {
    ...{ questionId: id, sample: 0, text: '', reasoning, answer, finishReason: 'stop' },
    usage: { promptTokens: 0, completionTokens: 0 },
    ...{ model: 'calibration', requestKey: id },
  };
}

function agreementsBy<T>(
  rated: readonly RatedItem<T>[],
  seed: number,
  groups: (item: T) => readonly string[],
): Record<string, Agreement> {
  const names = new Set(rated.flatMap(({ item }) => groups(item)));
  return Object.fromEntries(
    [...names].sort().map((name) => [
      name,
      agreementOf(
        rated.filter(({ item }) => groups(item).includes(name)),
        seed,
      ),
    ]),
  );
}

function probeOf(
  probed: readonly RatedItem<AnswerPair>[],
  plain: ReadonlyMap<string, boolean | null>,
): Probe {
  const before = probed.filter(({ item }) => typeof plain.get(item.id) === 'boolean');
  const after = before.filter(({ verdict }) => verdict !== null);
  const flipped = after.filter(({ item, verdict }) => verdict !== plain.get(item.id)).length;
  return { n: after.length, flipped, errors: before.length - after.length };
}

/** A wrong answer that is called right before padding cannot become so by it. */
function calledWrong(verdicts: ReadonlyMap<string, boolean | null>): Map<string, boolean | null> {
  return new Map([...verdicts].filter(([, verdict]) => verdict === false));
}
