/** An expected return is told only beside the caveat that it is an estimate, and what is simulated beside what is assumed; so told, they are no forecast. */

import type { Language } from '../wording.ts';
import type { BoundNumber, Placed } from './bind.ts';
import type { TextFault } from './check-text.ts';
import type { Wording } from '../wording.ts';
import { SIMULATED } from './simulated.ts';
import { returnCaveat, simulationCaveat } from './written.ts';

const CAVEAT =
  /\bexpected return\b[^.;]{0,60}\b(?:is|are) (?:only |just )?(?:an )?estimates?\b|\b(?:all|these) (?:figures|numbers|values) are estimates\b|收益(?:率)?[^。；]{0,40}(?:只|仅|均|都)?[是为][^。；]{0,16}估计/i;
const PLAIN_RETURN =
  /^(?:an? )?expected (?:annual |yearly )?return(?: of (?:the|this|your) (?:plan|portfolio|mix))? (?:of|is)(?: estimated at)? (?:about |around )?[-−]?[\d.]+ ?(?:[%％]|percent)(?: (?:a|per) year)?$/i;

interface Caveats {
  text: string;
  placed: readonly Placed[];
}

/** Text with our own caveats, where it has none: each at the end of the paragraph that first tells what it is of. */
export function withCaveats(
  text: string,
  placed: readonly Placed[],
  numbers: readonly BoundNumber[],
  language: Language,
): Caveats {
  const firstEnd = (of: RegExp): number =>
    numbers.find(({ figure }) => figure !== null && of.test(figure))?.end ?? NaN;
  const added: { after: number; caveat: Wording }[] = [
    { after: CAVEAT.test(text) ? NaN : firstEnd(/^plan\.return$/), caveat: returnCaveat },
    {
      after: text.includes(simulationCaveat[language]) ? NaN : firstEnd(SIMULATED),
      caveat: simulationCaveat,
    },
  ];
  // From the back, so that places before it stay.
  return added
    .filter(({ after }) => !Number.isNaN(after))
    .sort((a, b) => b.after - a.after)
    .reduce<Caveats>((so, { after, caveat }) => withOne(so, after, caveat[language], language), {
      text,
      placed,
    });
}

function withOne({ text, placed }: Caveats, after: number, caveat: string, language: Language): Caveats {
  const ending = text.indexOf('\n', after);
  const at = text.slice(0, ending < 0 ? text.length : ending).trimEnd().length;
  const added = (language === 'en' ? ' ' : '') + caveat;
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
