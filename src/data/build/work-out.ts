/**
 * What becomes of one question: traces of the teacher → answer check → reasoning check → route (paper §3.2).
 *
 * With several samples a question goes to SFT as soon as one passes (all different ones that pass are kept); otherwise it goes where its
 * first sample with a verdict goes. The paper has one trace a question. A request or a judge that failed is no verdict, nor is an answer
 * that was withheld or is empty: a question without any verdict is set aside.
 */

import { RequestError } from '../../core/errors.ts';
import type { Outcome } from '../../core/outcome.ts';
import { isObjective, type Question } from '../../core/question.ts';
import type { Trace } from '../../core/trace.ts';
import { PromptTooLongError } from '../../models/index.ts';
import { checkAnswer } from '../answer-check.ts';
import type { JudgeFailure } from '../judge.ts';
import { missingTrace } from '../missing-answer.ts';
import { checkReasoning, type ReasoningCheck } from '../reasoning-check.ts';
import { route, type Route } from '../route.ts';
import type { Teacher } from '../teacher.ts';
import type { SolveRate } from './solve-rate.ts';

export interface Checks {
  answer(question: Question, trace: Trace): Promise<Outcome> | Outcome;
  /** Asked only about traces whose answer is right. */
  reasoning(
    question: Question,
    trace: Trace,
  ): Promise<ReasoningCheck | JudgeFailure> | ReasoningCheck | JudgeFailure;
}

/** Rules alone: no model is asked. */
export const ruleChecks: Checks = { answer: checkAnswer, reasoning: checkReasoning };

export interface Tools {
  teacher: Teacher;
  checks: Checks;
  samplesPerQuestion: number;
  seed: number;
  /** Asked about questions on their way to RL; undefined: all of them are kept. */
  solveRate?: (question: Question) => Promise<SolveRate>;
}

export interface Judged {
  trace: Trace;
  outcome: Outcome;
  /** Null where the answer was not right, so that nobody looked. */
  reasoning: ReasoningCheck | JudgeFailure | null;
  route: Route;
}

export interface WorkedOut {
  judged: Judged[];
  route: Route;
  /** What was seen, with the values; for people. */
  detail: string;
}

/** @throws what is not this question's own failure. */
function reasonOf(error: unknown): string {
  if (error instanceof PromptTooLongError) return "the prompt is too long for the teacher's context";
  if (error instanceof RequestError && !error.stopsRun) return 'no answer from the teacher';
  throw error;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

interface Answer {
  trace: Trace | null;
  /** Why there is none, where the request failed. */
  failure?: { reason: string; detail: string };
}

async function ask(teacher: Teacher, question: Question, sample: number, seed: number): Promise<Answer> {
  try {
    const trace = await teacher.distil(question, sample, seed);
    const missing = trace && missingTrace(trace);
    if (missing) return { trace: null, failure: { reason: missing, detail: `${trace.model}: ${missing}` } };
    return { trace };
  } catch (error) {
    const reason = reasonOf(error);
    return {
      trace: null,
      failure: { reason, detail: messageOf(error) },
    };
  }
}

async function judge(question: Question, trace: Trace, checks: Checks): Promise<Judged> {
  const outcome = await checks.answer(question, trace);
  const reasoning = outcome.verdict === 'correct' ? await checks.reasoning(question, trace) : null;
  return { trace, outcome, reasoning, route: route(question, outcome, reasoning) };
}

/** @throws what is not this question's own failure: a spent budget, a wrong key, Ctrl-C. */
export async function workOut(question: Question, tools: Tools): Promise<WorkedOut> {
  const { teacher, checks, samplesPerQuestion, seed } = tools;
  const answers = await Promise.all(
    Array.from({ length: samplesPerQuestion }, (_, sample) => ask(teacher, question, sample, seed)),
  );
  const traces = new Map<string, Trace>();
  for (const { trace } of answers) if (trace && !traces.has(trace.text)) traces.set(trace.text, trace);
  const judged = await Promise.all([...traces.values()].map((trace) => judge(question, trace, checks)));
  const decisive =
    judged.find((one) => one.route.to === 'sft') ??
    judged.find((one) => one.route.to !== 'set-aside') ??
    judged[0];
  if (decisive === undefined) {
    const failed = answers.find(({ failure }) => failure !== undefined);
    if (failed?.failure !== undefined) {
      const { reason, detail } = failed.failure;
      return { judged, route: { to: 'set-aside', reason }, detail };
    }
    return { judged, route: { to: 'dropped', reason: CANNOT_ANSWER }, detail: teacher.id };
  }
  return withDifficulty(question, { judged, route: decisive.route, detail: detailOf(decisive) }, tools);
}

const CANNOT_ANSWER = 'the teacher cannot answer this kind';

/** RL learns nothing from questions that the policy always or never solves. */
async function withDifficulty(question: Question, out: WorkedOut, tools: Tools): Promise<WorkedOut> {
  if (out.route.to !== 'rl' || tools.solveRate === undefined || !isObjective(question)) return out;
  let rate: SolveRate;
  try {
    rate = await tools.solveRate(question);
  } catch (error) {
    const reason = reasonOf(error).replace('the teacher', 'the model that tells the difficulty');
    return { ...out, route: { to: 'set-aside', reason }, detail: messageOf(error) };
  }
  const { solved, scored, cutOff, missing } = rate;
  const rest = `${cutOff} cut off, ${missing} withheld or empty`;
  const detail = `${out.detail}; solved ${solved} of ${scored} times by ${rate.model} (${rest})`;
  if (scored === 0) return { ...out, route: { to: 'set-aside', reason: 'difficulty: no verdict' }, detail };
  if (solved > 0 && solved < scored) return { ...out, detail };
  const reason = solved === 0 ? 'difficulty: never solved' : 'difficulty: always solved';
  return { ...out, route: { to: 'dropped', reason }, detail };
}

function detailOf({ outcome, reasoning, trace }: Judged): string {
  if (reasoning !== null && 'failed' in reasoning) return `${trace.model}: ${reasoning.failed}`;
  const missed = reasoning?.criteria.filter((criterion) => !criterion.passed) ?? [];
  const why =
    missed.length > 0 ? missed.map(({ name, reason }) => `${name}: ${reason}`).join('; ') : outcome.reason;
  return `${trace.model}: ${why}`;
}
