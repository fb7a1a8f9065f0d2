/** One answer checked: its trace's grounding, marks for the page, and what the checker says of it in words. */

import { groundTrace, type Claim, type GroundedTrace } from '../../../verify/index.ts';
import { percent } from '../../format-numbers.ts';
import type { AnswerSource } from '../../sample-rows.ts';
import { originText } from '../origin-text.ts';
import { ABANDONED, markStatuses, type AnswerData } from './page-data.ts';

export interface GroundedAnswer extends Pick<AnswerData, 'marks' | 'origins' | 'wrong' | 'facts'> {
  grounding: GroundedTrace;
  /** What the answer can be filtered by. */
  flags: string[];
}

export function groundAnswer(text: string, source: AnswerSource): GroundedAnswer {
  const grounding = groundTrace(text, source);
  return {
    grounding,
    ...marksOf(grounding, source),
    wrong: brokenClaims(grounding).map(({ start, end, computed }) => [start, end, computedText(computed)]),
    flags: flagsOf(grounding),
    facts: factsOf(grounding),
  };
}

function brokenClaims({ claims }: GroundedTrace): Claim[] {
  return claims.filter(({ holds, abandoned }) => !holds && !abandoned);
}

/** Flattened and relative, since thousands of answers are kept. */
function marksOf(grounding: GroundedTrace, source: AnswerSource): Pick<AnswerData, 'marks' | 'origins'> {
  const origins = new Map<string, number>();
  const marks: number[] = [];
  let at = 0;
  const numbers = [...grounding.numbers].sort((a, b) => a.start - b.start);
  for (const { start, end, status, origin, abandoned } of numbers) {
    if (start < at) continue;
    let number = -1;
    if (origin !== null) {
      const words = originText(origin, source, grounding.claims);
      number = origins.get(words) ?? origins.size;
      origins.set(words, number);
    }
    marks.push(start - at, end - start, markStatuses.indexOf(status) + (abandoned ? ABANDONED : 0), number);
    at = end;
  }
  return { marks, origins: [...origins.keys()] };
}

function computedText(computed: number | null): string {
  return computed === null ? 'not computable' : String(Number(computed.toPrecision(12)));
}

function flagsOf(grounding: GroundedTrace): string[] {
  const live = grounding.numbers.filter(({ abandoned }) => !abandoned);
  const statuses: ReadonlySet<string> = new Set(live.map(({ status }) => status));
  const { faithful, answer } = grounding;
  return [
    ...(faithful === undefined ? [] : [faithful ? 'faithful' : 'not faithful']),
    ...(statuses.has('unsupported') ? ['unsupported number'] : []),
    ...(statuses.has('misplaced') ? ['misplaced number'] : []),
    ...(brokenClaims(grounding).length > 0 ? ['wrong claim'] : []),
    ...(answer && !answer.follows ? ['answer does not follow'] : []),
    ...(live.length === 0 ? ['no numbers'] : []),
  ];
}

function factsOf(grounding: GroundedTrace): [string, string][] {
  const { numbers, supported, firstError, answer, faithful } = grounding;
  const facts: [string, string][] = [];
  if (numbers.length > 0) facts.push(['numbers', `${numbers.length}, ${percent(supported)} % supported`]);
  if (faithful !== undefined) facts.push(['faithful', faithful ? 'yes' : 'no']);
  if (answer) facts.push([answer.follows ? 'answer follows' : 'answer does not follow', answer.reason]);
  if (firstError) facts.push(['first error', `${firstError.kind}: ${firstError.reason}`]);
  for (const { text, computed } of brokenClaims(grounding)) {
    facts.push(['does not hold', `${text} (computed ${computedText(computed)})`]);
  }
  return facts;
}
