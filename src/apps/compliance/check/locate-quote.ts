/** Where a passage that a model quotes stands in the text; a quote that is not there is none. */

import type { MappedText } from '../hardening/mapped-text.ts';
import { normalised } from '../hardening/normalise.ts';
import type { Quote } from './verdict.ts';

const BLANKS = /\s+/gu;
/** One word says nothing, wherever it stands. */
const SHORTEST = 2;

/** Blanks, quotation marks and forms of letters may differ, words may not. Null where it is not in `text`, which the model saw. */
export function locateQuote(text: MappedText, quoted: string): Quote | null {
  const wanted = normalised(stripped(quoted)).text.replace(BLANKS, ' ').trim();
  if (wanted.length < SHORTEST) return null;
  const whole = text.replace(BLANKS, () => ' ');
  const at = whole.text.indexOf(wanted);
  return at < 0 ? null : whole.quote(at, at + wanted.length);
}

/** Without marks that a model puts around a quote. */
function stripped(quoted: string): string {
  const inner = /^\s*["“”'‘’「『«](.*)["“”'‘’」』»]\s*$/su.exec(quoted)?.[1];
  return inner ?? quoted;
}
