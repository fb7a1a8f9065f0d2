/**
 * Binds every number of a text to a figure, or says why it cannot. A number is bound where a figure has its value (unit, currency, sign and
 * rounding included) and the words beside it speak of that figure. So a changed digit, another unit, a lost sign and two swapped figures
 * are all found. What it cannot see: a true number in a sentence that draws a wrong conclusion from it.
 */

import type { Figure } from '../figure.ts';
import { allNames, goalOf, isSigned, namePattern, topicsOf } from './cues.ts';
import type { Names } from './cues.ts';
import { saysFigure } from './matches.ts';
import { sentencesOf } from './sentences.ts';
import type { Span } from './sentences.ts';
import { spokenNumbers } from './spoken.ts';
import type { SpokenNumber } from './spoken-number.ts';

export interface BoundNumber extends Span {
  raw: string;
  /** Id of the figure; null where it is bound to none. */
  figure: string | null;
  /** Empty where it is bound. */
  fault: string;
}

/** A place where a figure was filled in by its id: nothing else may stand there. */
export interface Placed extends Span {
  figure: string;
}

const LOSES =
  /\b(?:loss(?:es)?|los(?:e|es|ing)|lost|fall(?:s|en|ing)?|fell|drop(?:s|ped)?|declin\w*|down|below zero|negative|shrink\w*|shrank)\b|亏|跌|损失|减少|下降|缩水/i;
const GAINS =
  /\b(?:gain(?:s|ed)?|profits?|rise(?:s|n)?|rose|grow(?:s|n|th)?|grew|earn(?:s|ed)?)\b|盈利|上涨|赚|增长|获利/i;
const CLAUSE_END = /[,;()]\s|[，；、（）]|[()]|\b(?:while|whereas|but)\b|而(?!且)|但/g;

interface Mention extends Span {
  covers: RegExp[];
}

export function bindNumbers(
  text: string,
  figures: readonly Figure[],
  names: Names,
  placed: readonly Placed[] = [],
): BoundNumber[] {
  const topics = topicsOf(names);
  const goals = Object.entries(names.goals).map(([id, words]) => ({ id, words: namePattern(words) }));
  const all = spokenNumbers(text, allNames(names));
  return all.map((number) => {
    const sentence = sentencesOf(text).find(({ start, end }) => start <= number.start && number.start < end);
    const around = sentence ?? { start: 0, end: text.length };
    const said = text.slice(around.start, around.end);
    const place = placed.find(({ start, end }) => start < number.end && number.start < end);
    const candidates = figures.filter((figure) => place === undefined || figure.id === place.figure);
    const { start, end, raw } = number;
    const same = candidates.filter((figure) => saysFigure(number, figure));
    const result = (figure: string | null, fault: string): BoundNumber => ({
      start,
      end,
      raw,
      figure,
      fault,
    });
    if (same.length === 0) return result(null, `${raw} is the value of no figure`);
    const numbers = all.filter((other) => other.start >= around.start && other.start < around.end);
    const topic = topicBeside(number, numbers, mentionsIn(text, around, topics), text);
    const faults = same.map((figure) => {
      if (!(topic?.covers.some((covers) => covers.test(figure.id)) ?? false))
        return `${raw} is ${figure.id}, but the words beside it speak of something else`;
      const goal = goalOf(figure);
      if (goal !== null && goals.length > 1 && goalBeside(text, around, number, goals) !== goal)
        return `${raw} is ${figure.id}, but the words beside it speak of another goal`;
      return signFault(number, figure, clauseOf(said, number.start - around.start));
    });
    const right = faults.indexOf('');
    return right < 0 ? result(null, faults[0] ?? '') : result((same[right] as Figure).id, '');
  });
}

/** Longer mentions swallow shorter ones inside of them. */
function mentionsIn(text: string, { start, end }: Span, topics: ReturnType<typeof topicsOf>): Mention[] {
  const part = text.slice(start, end);
  const found: Mention[] = topics.flatMap(({ covers, words }) =>
    [...part.matchAll(words)].map((match) => ({
      start: start + match.index,
      end: start + match.index + match[0].length,
      covers: [covers],
    })),
  );
  const isInside = (a: Span, b: Span): boolean =>
    a.start >= b.start && a.end <= b.end && a.end - a.start < b.end - b.start;
  return found
    .filter((one) => !found.some((other) => isInside(one, other)))
    .sort((a, b) => a.start - b.start);
}

/**
 * The topic that a number belongs to: of its clause, the last one before it, or the next one after it where the clause begins with a
 * number (`6.1% expected return and 9.8% volatility`). A clause without a topic takes the last one of the sentence before it, or else the first one behind it.
 */
function topicBeside(
  number: SpokenNumber,
  numbers: readonly SpokenNumber[],
  mentions: readonly Mention[],
  text: string,
): Mention | undefined {
  const clause = clauseSpan(text, number);
  const isIn = ({ start }: Span): boolean => start >= clause.start && start < clause.end;
  const here = mentions.filter(isIn);
  const before = here.findLast(({ end }) => end <= number.start + 1);
  const after = here.find(({ start }) => start >= number.end - 1);
  const first = numbers.find(isIn);
  const startsWithNumber = first !== undefined && here[0] !== undefined && first.start < here[0].start;
  const inClause = startsWithNumber ? (after ?? before) : (before ?? after);
  // `The largest part, 48.4%, is in World Share Fund`: nothing before it is spoken of.
  return inClause ?? mentions.findLast(({ end }) => end <= number.start) ?? mentions[0];
}

function clauseSpan(text: string, number: Span): Span {
  const sentence = sentencesOf(text).find(({ start, end }) => start <= number.start && number.start < end);
  const { start, end } = sentence ?? { start: 0, end: text.length };
  let from = start;
  for (const match of text.slice(start, end).matchAll(CLAUSE_END)) {
    const at = start + match.index;
    if (at >= number.end) return { start: from, end: at };
    if (at + match[0].length <= number.start) from = at + match[0].length;
  }
  return { start: from, end };
}

function clauseOf(sentence: string, at: number): string {
  let from = 0;
  for (const match of sentence.matchAll(CLAUSE_END)) {
    if (match.index >= at) return sentence.slice(from, match.index);
    from = match.index + match[0].length;
  }
  return sentence.slice(from);
}

/** The goal that is named last before the number, in its sentence or before it; else the first one after it in the sentence. */
function goalBeside(
  text: string,
  sentence: Span,
  number: Span,
  goals: readonly { id: string; words: RegExp }[],
): string | null {
  const found = goals
    .flatMap(({ id, words }) =>
      [...text.slice(0, sentence.end).matchAll(words)].map(({ index }) => ({ id, index })),
    )
    .sort((a, b) => a.index - b.index);
  const inSentence = found.filter(({ index }) => index >= sentence.start);
  const before = inSentence.findLast(({ index }) => index < number.start);
  return (before ?? inSentence[0] ?? found.at(-1))?.id ?? null;
}

function signFault(number: SpokenNumber, figure: Figure, clause: string): string {
  const { raw } = number;
  const isLoss = figure.value < 0;
  if (number.isNegative) return isLoss ? '' : `${raw} is printed as negative; ${figure.id} is not`;
  if (isLoss) return LOSES.test(clause) ? '' : `${figure.id} is negative; ${raw} hides it`;
  if (isSigned(figure) && LOSES.test(clause))
    return `${figure.id} is no loss, as the words beside ${raw} say`;
  const isMagnitude = /\.(?:drawdown|loss95|largestLoss|shortfall)$/.test(figure.id);
  if (isMagnitude && GAINS.test(clause)) return `${figure.id} is a loss, and ${raw} is said to be a gain`;
  return '';
}
