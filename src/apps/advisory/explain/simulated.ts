/**
 * Figures of the simulation are told as what they are: that they are simulated, and what is assumed. So told to the client whose plan it is,
 * they are no advertisement with hypothetical performance; told as a fact they stay refused.
 */

import type { BoundNumber } from './bind.ts';
import type { TextFault } from './check-text.ts';
import { sentencesOf } from './sentences.ts';
import type { Span } from './sentences.ts';
import { simulationCaveat } from './written.ts';

export const SIMULATED =
  /^(?:goal\.[^.]+\.(?:probability|shortfall|reachable|calmer\.probability)|plan\.wealth\..+)$/;
/** What stands beside them: the goal as the client told it, and whose portfolio is simulated. */
const GIVEN = /^(?:goal\.[^.]+\.(?:year|amount|calmer\.level)|profile\..+)$/;

const SAYS_SIMULATED = /\bsimulat\w+\b|模拟/i;
const SAYS_ASSUMED = /\bassum(?:es?|ed|ing)\b|假设|假定/i;
/** Of what is there or will be, or of how good it is. */
const AS_FACT =
  /\b(?:will|shall|would (?:have|be|now|today)|could have|you(?:r money)? (?:have|had|get|earn)|has|had|made|earn(?:s|ed)?|return(?:s|ed)?|grew|grown|grows|gain(?:s|ed)?|beats?|beaten|outperform\w*|doubl\w*|tripl\w*|turned|turns|proves?|proven|shows that|actual\w*|real(?:ly|istic\w*)?|track record|performance|certain(?:ly|ty)?|sure(?:ly)?|guarante\w*|always|never)\b(?! a probability)/i;

const RULE = 'us-mr-hypothetical';

/**
 * What `check` holds against `text`, the rule on hypothetical performance over what is left without the honest sentences: what they say must
 * not hide what stands beside them.
 */
export async function checkBesideSimulation(
  check: (text: string) => Promise<TextFault[]>,
  text: string,
  numbers: readonly BoundNumber[],
): Promise<TextFault[]> {
  const found = await check(text);
  const honest = honestSentences(text, numbers);
  if (honest.length === 0 || !found.some(({ rule }) => rule === RULE)) return found;
  const left = honest.reduce(
    (all, { start, end }) =>
      all.slice(0, start) + all.slice(start, end).replace(/[^\n]/g, ' ') + all.slice(end),
    text,
  );
  const beside = await check(left);
  return [...found.filter(({ rule }) => rule !== RULE), ...beside.filter(({ rule }) => rule === RULE)];
}

/** That say of simulated figures, and of no other, that they are simulated, in a text that says what is assumed. */
function honestSentences(text: string, numbers: readonly BoundNumber[]): Span[] {
  const caveats = Object.values(simulationCaveat);
  const isAssumed = caveats.some((caveat) => text.includes(caveat));
  return sentencesOf(text).filter(({ start, end }) => {
    const said = text.slice(start, end);
    if (caveats.includes(said.trim())) return true;
    const figures = numbers
      .filter((one) => one.start >= start && one.start < end)
      .map(({ figure }) => figure ?? '');
    return (
      SAYS_SIMULATED.test(said) &&
      (isAssumed || SAYS_ASSUMED.test(said)) &&
      !AS_FACT.test(said) &&
      figures.some((id) => SIMULATED.test(id)) &&
      figures.every((id) => SIMULATED.test(id) || GIVEN.test(id))
    );
  });
}
