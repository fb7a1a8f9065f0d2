/** An expected return is told only beside the caveat that it is an estimate; so told, it is no forecast. */

import type { Language } from '../wording.ts';
import type { BoundNumber, Placed } from './bind.ts';
import type { TextFault } from './check-text.ts';
import { returnCaveat } from './written.ts';

const CAVEAT =
  /\bexpected return\b[^.;]{0,60}\b(?:is|are) (?:only |just )?(?:an )?estimates?\b|\b(?:all|these) (?:figures|numbers|values) are estimates\b|收益(?:率)?[^。；]{0,40}(?:只|仅|均|都)?[是为][^。；]{0,16}估计/i;
const PLAIN_RETURN =
  /^(?:an? )?expected (?:annual |yearly )?return(?: of (?:the|this|your) (?:plan|portfolio|mix))? (?:of|is)(?: estimated at)? (?:about |around )?[-−]?[\d.]+ ?(?:[%％]|percent)(?: (?:a|per) year)?$/i;

/** Text with our own caveat at the end of the paragraph that tells the expected return, where the text has none. */
export function withCaveat(
  text: string,
  placed: readonly Placed[],
  numbers: readonly BoundNumber[],
  language: Language,
): { text: string; placed: readonly Placed[] } {
  const told = numbers.find(({ figure }) => figure === 'plan.return');
  if (told === undefined || CAVEAT.test(text)) return { text, placed };
  const ending = text.indexOf('\n', told.end);
  const at = text.slice(0, ending < 0 ? text.length : ending).trimEnd().length;
  const added = (language === 'en' ? ' ' : '') + returnCaveat[language];
  return {
    text: text.slice(0, at) + added + text.slice(at),
    placed: placed.map((one) =>
      one.start < at ? one : { ...one, start: one.start + added.length, end: one.end + added.length },
    ),
  };
}

/** Faults on promises but those whose passage says the expected return, bound to its figure, and nothing else. */
export function withoutPlainReturn(
  faults: readonly TextFault[],
  text: string,
  numbers: readonly BoundNumber[],
): TextFault[] {
  if (!CAVEAT.test(text)) return [...faults];
  return faults.filter(({ start, end }) => {
    const isBound = numbers.some(
      (one) => one.figure === 'plan.return' && one.start >= start && one.end <= end,
    );
    return !(isBound && PLAIN_RETURN.test(text.slice(start, end)));
  });
}
