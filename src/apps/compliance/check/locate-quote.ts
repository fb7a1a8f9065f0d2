/** Where a passage that a model quotes stands in the text; a quote that is not there is none. */

import type { MappedText } from '../hardening/mapped-text.ts';
import { normalised } from '../hardening/normalise.ts';
import type { Quote } from './verdict.ts';

const BLANKS = /\s+/gu;
const WORD = /[\p{L}\p{N}]+/gu;
const HAN = /\p{Script=Han}/gu;
/** In words: one or two prove nothing, wherever they stand (`hello`). */
const FEWEST_WORDS = 3;
const LETTERS_A_WORD = 4 / 3;

/**
 * Blanks, quotation marks and forms of letters may differ, words may not. Null where it is not in `text`, which the model saw, or says too little:
 * three words or four Chinese letters, unless it is all that the text says.
 */
export function locateQuote(text: MappedText, quoted: string): Quote | null {
  const wanted = plain(quoted);
  const whole = text.replace(BLANKS, () => ' ');
  const isAll = wanted !== '' && wordsOf(wanted) === wordsOf(whole.text);
  if (!isAll && !saysEnough(wanted)) return null;
  const at = whole.text.indexOf(wanted);
  return at < 0 ? null : whole.quote(at, at + wanted.length);
}

/** Whether it is long enough to be held against a longer text. */
export function saysEnough(quoted: string): boolean {
  const letters = quoted.match(HAN)?.length ?? 0;
  const words = quoted.replace(HAN, ' ').match(WORD)?.length ?? 0;
  return words + letters / LETTERS_A_WORD >= FEWEST_WORDS;
}

function plain(quoted: string): string {
  return normalised(stripped(quoted)).text.replace(BLANKS, ' ').trim();
}

function wordsOf(text: string): string {
  return text.match(WORD)?.join(' ') ?? '';
}

/** Without marks that a model puts around a quote. */
function stripped(quoted: string): string {
  const inner = /^\s*["“”'‘’「『«](.*)["“”'‘’」』»]\s*$/su.exec(quoted)?.[1];
  return inner ?? quoted;
}
