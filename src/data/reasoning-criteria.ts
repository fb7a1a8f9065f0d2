/**
 * The seven criteria of the paper's reasoning selection (Supp. B.3) as rules. Each says what is at fault, or null when it is met.
 *
 * 1. internal consistency: every arithmetic claim holds, nothing is stated twice with different values, the conclusion is not denied,
 *    and the final answer is the last result;
 * 2. term overlap with the reference: two thirds of the gold program's operands appear (or results made from them); without a program
 *    two terms of the question's material;
 * 3. number of steps: three at least;
 * 4. logical consistency with the reference: the reasoning itself reaches the gold by the gold's last operation, and no number of a
 *    calculation stands nowhere in the material;
 * 5. content diversity: four fifths of the steps differ;
 * 6. task-domain relevance: half of the steps hold a number, a term of the question or a word of finance;
 * 7. consistency with the instruction: the output format, the kind of answer asked for, the question's language.
 * The thresholds are ours: the paper gives none but "three steps".
 */

import { countOf } from '../core/count-of.ts';
import type { Question } from '../core/question.ts';
import type { Trace } from '../core/trace.ts';
import { checkFormat, groundTrace, readNumbers, scoreAnswer, type Claim } from '../verify/index.ts';
import { executeSteps } from './program.ts';
import { endsInPercentUnits } from './ratio.ts';
import { parseProgram } from './program-parse.ts';
import { concludedAnswers, goldAnswers, namedAnswers } from './reasoning-steps.ts';
import { isFinanceTerm, termsOf } from './reasoning-terms.ts';

const LEAST_STEPS = 3;
const LEAST_OPERANDS = 2 / 3;
const LEAST_TERMS = 2;
const LEAST_DISTINCT = 0.8;
const LEAST_RELEVANT = 0.5;
const LARGEST_COUNT = 12;

export interface Subject {
  question: Question;
  trace: Trace;
  steps: readonly string[];
  claims: readonly Claim[];
}

export const criterionNames = [
  'internal consistency',
  'term overlap',
  'number of steps',
  'logical consistency',
  'content diversity',
  'task-domain relevance',
  'consistency with the instruction',
] as const;
export type CriterionName = (typeof criterionNames)[number];

/** Equal once both are rounded as `printed` is; a percent sign on either side may make up a factor of 100. */
function sameNumber(printed: { value: number; decimals: number; unit: string }, other: number): boolean {
  const slack = 0.5 * 10 ** -printed.decimals * (1 + 1e-9) + Math.abs(other) * 1e-9;
  const scales = printed.unit === 'percent' ? [1, 100] : [1, 100, 0.01];
  return scales.some((scale) => Math.abs(printed.value - other * scale) <= slack);
}

function answerNumbers(trace: Trace): ReturnType<typeof readNumbers> {
  return trace.answer === null ? [] : readNumbers(trace.answer);
}

const VALUE_STATEMENT = /^(.{3,}?)\s(?:is|was|are|were|equals|为|是)\s(-?[$\d][\d,.]*%?)\.?$/;

function contradiction(steps: readonly string[]): string | null {
  const stated = new Map<string, string>();
  for (const step of steps) {
    const [, subject, value] = VALUE_STATEMENT.exec(step) ?? [];
    if (subject === undefined || value === undefined) continue;
    const known = stated.get(subject.toLowerCase());
    if (known !== undefined && known !== value) return `"${subject}" is first ${known}, then ${value}`;
    stated.set(subject.toLowerCase(), value);
  }
  return null;
}

function denial({ trace, steps }: Subject): string | null {
  const answer = trace.answer?.trim().toLowerCase() ?? '';
  if (answer === '') return null;
  const denied = steps.find((step) => {
    const [, what] = /(?:answer is not|answer isn't|答案不是)\s*(.+?)[.。]?$/i.exec(step) ?? [];
    return what?.toLowerCase() === answer;
  });
  return denied === undefined ? null : `"${denied}" denies the answer ${answer}`;
}

function internalConsistency(subject: Subject): string | null {
  const { question, trace, steps, claims } = subject;
  const broken = claims.find((claim) => !claim.holds && !claim.abandoned);
  if (broken) return `"${broken.text}" does not hold: it is ${broken.computed}`;
  const fault = contradiction(steps) ?? denial(subject);
  if (fault !== null) return fault;
  if (question.reference?.kind === 'number') {
    const results = readNumbers(steps.at(-1) ?? '').map((number) => number.value);
    const lastClaim = claims.at(-1);
    if (lastClaim?.stated !== undefined && lastClaim.stated !== null) results.push(lastClaim.stated);
    const agrees = answerNumbers(trace).some((number) =>
      results.some((result) => sameNumber(number, result)),
    );
    return agrees ? null : `the answer ${trace.answer} is not the last result`;
  }
  const concluded = concludedAnswers(question, steps);
  const given = [...namedAnswers(question)].filter(([, pattern]) => pattern.test(trace.answer ?? ''));
  const agrees =
    concluded.length === 0 || given.length === 0 || given.some(([name]) => concluded.includes(name));
  return agrees ? null : `the reasoning concludes ${concluded.join(' or ')}, the answer is ${trace.answer}`;
}

/** Operands of the program that stand in the reasoning, themselves or in a result made from them. */
function operandShare(question: Question, reasoning: string): { share: number; missing: string[] } | null {
  if (question.program === undefined) return null;
  const steps = parseProgram(question.program);
  const results = executeSteps(steps, question.tables);
  const written = readNumbers(reasoning);
  const stands = (value: number): boolean =>
    written.some((number) => sameNumber(number, Math.abs(value)) || sameNumber(number, value));
  const operands: string[] = [];
  const missing: string[] = [];
  for (const [at, step] of steps.entries()) {
    if ('row' in step) continue;
    const result = results[at];
    const shown = at < steps.length - 1 && typeof result === 'number' && stands(result);
    for (const operand of step.op === 'value' ? [step.of] : [step.left, step.right]) {
      if (operand.kind !== 'number') continue;
      operands.push(operand.text);
      if (!shown && !stands(operand.value) && !stands(Number(operand.text.replace('%', ''))))
        missing.push(operand.text);
    }
  }
  return operands.length === 0 ? null : { share: 1 - missing.length / operands.length, missing };
}

function termOverlap({ question, trace }: Subject): string | null {
  const operands = operandShare(question, trace.reasoning);
  if (operands !== null) {
    return operands.share >= LEAST_OPERANDS
      ? null
      : `operands of the gold missing: ${operands.missing.join(', ')}`;
  }
  const material = termsOf(question);
  const found = [...termsOf(trace.reasoning)].filter((term) => material.has(term));
  return found.length >= Math.min(LEAST_TERMS, material.size)
    ? null
    : `${found.length} terms of the question appear: ${found.join(', ')}`;
}

function numberOfSteps({ steps }: Subject): string | null {
  return steps.length >= LEAST_STEPS ? null : countOf(steps.length, 'step');
}

const signs: Record<string, RegExp> = {
  add: /[+]|\bplus\b|加/,
  subtract: /[-−–]|\bminus\b|减/,
  multiply: /[*×·]|\btimes\b|乘/,
  divide: /[/÷]|\bdivided\b|\bover\b|除/,
};

/** The operation that the conclusion rests on: the last one that is neither a percent conversion nor a comparison. */
function lastOperation(question: Question): string | null {
  if (question.program === undefined) return null;
  const steps = parseProgram(question.program);
  const counted = endsInPercentUnits(steps, question.tables) ? steps.slice(0, -1) : steps;
  return counted.findLast((step) => step.op in signs)?.op ?? null;
}

/** Constants and small counts that the gold itself calculates with though they are printed nowhere ("average of three years"). */
function programConstants(question: Question): Set<number> {
  const constants = new Set<number>();
  for (const step of question.program === undefined ? [] : parseProgram(question.program)) {
    for (const operand of 'row' in step ? [] : step.op === 'value' ? [step.of] : [step.left, step.right]) {
      if (operand.kind === 'step') continue;
      const isCount = Number.isInteger(operand.value) && operand.value > 0 && operand.value <= LARGEST_COUNT;
      if (operand.kind === 'constant' || isCount) constants.add(operand.value);
    }
  }
  return constants;
}

function logicalConsistency({ question, trace, steps, claims }: Subject): string | null {
  const { reference } = question;
  if (reference === null) return 'there is no reference';
  if (reference.kind === 'number') {
    const ends = readNumbers(steps.at(-1) ?? '').map((number) => number.value);
    for (const { computed } of claims) if (computed !== null) ends.push(computed);
    const reached = ends.some((end) => answerNumbers(trace).some((number) => sameNumber(number, end)));
    if (!reached) return `no result of the reasoning is the reference ${reference.value}`;
    const operation = lastOperation(question);
    const sign = operation === null ? null : signs[operation];
    if (sign && !claims.some((claim) => sign.test(claim.expression))) {
      return `the reference rests on ${operation}, which no calculation of the reasoning does`;
    }
    const own = programConstants(question);
    const { numbers } = groundTrace(trace.reasoning, question);
    const unsupported = numbers.find(
      (number) =>
        number.status === 'unsupported' &&
        !own.has(number.value) &&
        claims.some((claim) => number.start >= claim.start && number.end <= claim.end),
    );
    return unsupported ? `${unsupported.text} is calculated with but stands nowhere in the material` : null;
  }
  if (reference.kind === 'text') {
    const wanted = termsOf([reference.text, ...reference.accepted].join(' '));
    const reasoning = termsOf(trace.reasoning);
    return wanted.size === 0 || [...wanted].some((term) => reasoning.has(term))
      ? null
      : `nothing leads to "${reference.text}"`;
  }
  const concluded = concludedAnswers(question, steps);
  const gold = goldAnswers(question);
  return concluded.length === 0 || gold.some((answer) => concluded.includes(answer))
    ? null
    : `the reasoning concludes ${concluded.join(' or ')}, the reference is ${gold.join(', ')}`;
}

function contentDiversity({ steps }: Subject): string | null {
  const distinct = new Set(steps.map((step) => step.toLowerCase().replace(/\s+/g, ' '))).size;
  return distinct >= LEAST_DISTINCT * steps.length ? null : `${distinct} of ${steps.length} steps differ`;
}

function domainRelevance({ question, steps }: Subject): string | null {
  const material = termsOf(question);
  const relevant = steps.filter(
    (step) => /\d/.test(step) || [...termsOf(step)].some((term) => material.has(term) || isFinanceTerm(term)),
  );
  return relevant.length >= LEAST_RELEVANT * steps.length
    ? null
    : `${relevant.length} of ${steps.length} steps speak of the question or of finance`;
}

const HAN = /\p{Script=Han}/gu;

function instructionConsistency({ question, trace }: Subject): string | null {
  const format = checkFormat(trace.text);
  if (!format.valid) return `output format: ${format.reason}`;
  if (question.reference !== null && question.reference.kind !== 'text') {
    const { verdict, reason } = scoreAnswer(format.answer ?? '', question.reference);
    if (verdict === 'unparseable') return `a ${question.reference.kind} is asked for: ${reason}`;
  }
  const letters = trace.reasoning.match(/\p{L}/gu)?.length ?? 0;
  const han = trace.reasoning.match(HAN)?.length ?? 0;
  const isChinese = han > 0.2 * letters;
  if (letters > 0 && isChinese !== (question.language === 'zh')) {
    return `the question is in ${question.language === 'zh' ? 'Chinese' : 'English'}, the reasoning is not`;
  }
  return null;
}

/** Returns what is at fault, or null. */
type Judge = (subject: Subject) => string | null;

export const reasoningCriteria: readonly { name: CriterionName; judge: Judge }[] = [
  { name: 'internal consistency', judge: internalConsistency },
  { name: 'term overlap', judge: termOverlap },
  { name: 'number of steps', judge: numberOfSteps },
  { name: 'logical consistency', judge: logicalConsistency },
  { name: 'content diversity', judge: contentDiversity },
  { name: 'task-domain relevance', judge: domainRelevance },
  { name: 'consistency with the instruction', judge: instructionConsistency },
];
