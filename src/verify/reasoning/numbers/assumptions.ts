/** Numbers that state no fact of the source: `suppose revenue were 100`, 假设, what is denied or tried. */

/** What follows may be any number. */
const SUPPOSED =
  /\b(?:suppose|supposing|assume|assuming|let['’]?s (?:say|imagine|pretend)|imagine|hypothetical(?:ly)?|try|trying|let [^.;]{1,40} (?:be|equal))\b|假设|假如|假定|不妨设|倘若|(?<![建开增附特新公预摆陈])设(?![备立计施置有])|[试代]/i;
/** What follows is an example as long as it is a round number. */
const TRIED =
  /\b(?:for (?:example|instance)|e\.g|say|what if|if|would|guess|unless)\b|如果|若|比如|例如|譬如|(?<!主)要是/i;
const ABOUT_AFTER = /^ ?(?:or (?:so|more|less)|would|以[上下内]|上下|附近)/i;
const DENIED = /(?:\bnot|n['’]t|\brather than|\binstead of|不是|而非|并非|而不是)\s*(?:\w+\s){0,2}[$~]?$/i;

/** The number belongs to a calculation: right behind its sign, behind what it results in, or before a sign. */
const CALCULATED_BEFORE =
  /(?:[\d)%][^=≈\n]{0,12}[=≈]|[+×÷*/^]|\b(?:remainder|remaining)(?: is| of|:)?|[余剩]下?)\s*[($]*\s*$/i;
const CALCULATED_AFTER = /^\s*\)?\s*[×÷*/^+]\s*[\d(]/;

const ROUND_DIGITS = 2;

/** True where the words before a number in its sentence, or right behind it, make it none of the source's facts. */
export function isAssumed(words: string, after: string, digits: number): boolean {
  if (SUPPOSED.test(words)) return true;
  return digits <= ROUND_DIGITS && (TRIED.test(words) || ABOUT_AFTER.test(after));
}

/** True where a number is named only to be denied: `not 15%`. */
export function isDenied(before: string): boolean {
  return DENIED.test(before);
}

/** True where a number stands in a calculation that is not read as a claim: it is worked with, not stated. */
export function isInCalculation(before: string, after: string): boolean {
  return CALCULATED_BEFORE.test(before) || CALCULATED_AFTER.test(after);
}
