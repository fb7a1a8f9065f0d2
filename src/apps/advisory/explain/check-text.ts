/** Holds an explanation against the figures: every number bound, every calculation in it true. Faults name their sentence. */

import { findClaims } from '../../../verify/index.ts';
import type { Figure } from '../figure.ts';
import { bindNumbers } from './bind.ts';
import type { BoundNumber, Placed } from './bind.ts';
import type { Names } from './cues.ts';
import { sentencesOf } from './sentences.ts';
import type { Span } from './sentences.ts';

export interface TextFault extends Span {
  reason: string;
  /** Id of the rule of a rulebook that is broken, where it is one. */
  rule?: string;
}

export interface NumberCheck {
  numbers: BoundNumber[];
  faults: TextFault[];
}

const LEFT_OVER = /\{\{[^{}]*\}\}|[{}]{2}/g;

export function checkNumbers(
  text: string,
  figures: readonly Figure[],
  names: Names,
  placed: readonly Placed[] = [],
): NumberCheck {
  const numbers = bindNumbers(text, figures, names, placed);
  const unbound = numbers
    .filter(({ figure }) => figure === null)
    .map(({ start, end, fault }) => ({ start, end, reason: fault }));
  const claims = findClaims(text)
    .filter(({ holds }) => !holds)
    .map(({ start, end, text: said }) => ({ start, end, reason: `this does not hold: ${said}` }));
  const unfilled = [...text.matchAll(LEFT_OVER)].map((match) => ({
    ...{ start: match.index, end: match.index + match[0].length },
    reason: `${match[0]} names no figure`,
  }));
  return { numbers, faults: [...unbound, ...claims, ...unfilled].sort((a, b) => a.start - b.start) };
}

/** The text without the sentences that hold a fault, and those that went. Breaks between paragraphs stay. */
export function withoutFaults(text: string, faults: readonly Span[]): { text: string; removed: string[] } {
  const sentences = sentencesOf(text);
  const isFaulty = ({ start, end }: Span): boolean =>
    faults.some((fault) => fault.start < end && start < fault.end);
  const said = (span: Span): string => text.slice(span.start, span.end);
  return {
    text: sentences
      .map((one) => (isFaulty(one) ? said(one).replace(/[^\n]+/g, '') : said(one)))
      .join('')
      .replace(/[^\S\n]+\n/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    removed: sentences.filter(isFaulty).map((one) => said(one).trim()),
  };
}
