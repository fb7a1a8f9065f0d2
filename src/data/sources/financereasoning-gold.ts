/** The gold of a FinanceReasoning question: its unit and its rounding stand in the question. */

import type { Reference } from '../../core/question.ts';
import { roundingSlack } from './rounding-slack.ts';

const ASKS_PERCENT = /percent|\b(?:in|as|with) (?:an? )?%/i;
const ASKS_DECIMAL = /\b(?:as a|in) decimals?(?: (?:form|format|number|value|notation))?\b(?! place)/i;

const WORDS: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6 };
const PLACES = /\b(one|two|three|four|five|six|\d)[ -]decimals?\b/i;
const NEAREST =
  /\bnearest (?:whole |full )?(integer|number|dollar|unit|percent|percentage|percentage point|cent|penny|tenth|hundredth|thousandth|ten|hundred|thousand|million)\b/i;
const PLACES_OF: Readonly<Record<string, number>> = {
  ...{ cent: 2, penny: 2, tenth: 1, hundredth: 2, thousandth: 3 },
  ...{ ten: -1, hundred: -2, thousand: -3, million: -6 },
};

/** Decimals that the question wants; 0 for a whole number, null where it does not say. */
export function statedPlaces(question: string): number | null {
  const count = PLACES.exec(question)?.[1]?.toLowerCase();
  if (count !== undefined) return WORDS[count] ?? Number(count);
  const unit = NEAREST.exec(question)?.[1]?.toLowerCase();
  if (unit === undefined) return /\bwhole number\b/i.test(question) ? 0 : null;
  return PLACES_OF[unit] ?? 0;
}

/**
 * A number, in percent where the question asks for a percentage. It was rounded as the question says, so that an answer with more
 * digits is right when it rounds to it.
 */
export function calculatedGold(gold: number | boolean, question: string): Reference {
  if (typeof gold === 'boolean') return { kind: 'boolean', value: gold };
  const percent = ASKS_PERCENT.test(question) && !ASKS_DECIMAL.test(question);
  const places = statedPlaces(question);
  return {
    kind: 'number',
    value: gold,
    unit: percent ? 'percent' : 'plain',
    tolerance: places === null ? 0 : roundingSlack(gold, places),
  };
}
