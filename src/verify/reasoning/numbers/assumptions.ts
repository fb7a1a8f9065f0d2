/** Numbers that state no fact of the source: `suppose revenue were 100`, 假设, thresholds of general knowledge, what is denied. */

/** What follows may be any number. */
const SUPPOSED =
  /\b(?:suppose|supposing|assume|assuming|let['’]?s (?:say|imagine|pretend)|imagine|hypothetical(?:ly)?|try|trying|let [^.;]{1,40} (?:be|equal))\b|假设|假如|假定|不妨设|倘若|(?<![建开增附特新公预摆陈])设(?![备立计施置有])|[试代]/i;
const EXAMPLE =
  /\b(?:suppose|let['’]?s (?:say|assume|imagine)|imagine|let [^.;]{1,40} be)\b|不妨设|假设|假定|设[^，。‚]{1,12}为/i;
/** What follows is an example as long as it is a round number. */
const TRIED =
  /\b(?:for (?:example|instance)|e\.g|say|what if|if|would|guess|unless)\b|如果|若|比如|例如|譬如|(?<!主)要是/i;
const ABOUT_AFTER = /^ ?(?:or (?:so|more|less)|would|以[上下内]|上下|附近)/i;
const KNOWLEDGE =
  /\b(?:rule of \d+|conventions?|day[- ]counts?|actual\/36\d|30\/360|(?:half|six)[- ](?:a )?(?:years?|months?)(?: period)? (?:has|have)|typically|usually|generally|in general|rule of thumb|as a rule|normally|textbook|by definition|conventional(?:ly)?)\b|一般(?:来说|而言|认为|在|为|是)|通常|经验(?:法则|上)|惯例|教科书/i;
const DENIED = /(?:\bnot|n['’]t|\brather than|\binstead of|不是|而非|并非|而不是)\s*(?:\w+\s){0,2}[$~]?$/i;
/** A calculation that is not read here: logarithms, roots in words, powers of letters. */
const UNREAD =
  /\b(?:ln|log|logs|exp|root|power|powers|squared|cubed|square of|interpolat\w*)\b|[²³]|次方|开方|根号|对数|系数|插值|\be\^|[a-z]\^/i;
/** `4.8 hectares = 48,000 square metres`: a conversion between other units than those of numbers. */
const CONVERTED = /\d\s?[A-Za-z\u4e00-\u9fff][^=\n]{0,12}=\s*$/;

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

/** True where a sentence speaks of what is so in general, not of the source. */
export function isGeneral(sentence: string): boolean {
  return KNOWLEDGE.test(sentence);
}

/** True where a number is named only to be denied: `not 15%`. */
export function isDenied(before: string): boolean {
  return DENIED.test(before);
}

/** True where a number stands in a calculation that is not read as a claim: it is worked with, not stated. */
export function isInCalculation(before: string, after: string): boolean {
  return CALCULATED_BEFORE.test(before) || CALCULATED_AFTER.test(after);
}

/** True where a calculation gives the number, but not one of those that are recomputed. */
export function isUnread(words: string, before: string): boolean {
  return UNREAD.test(words) || CONVERTED.test(before);
}

/** True where the sentence asks instead of stating. */
export function isAsked(sentence: string): boolean {
  return sentence.trimEnd().endsWith('?');
}

/** True where a trace works an example through with figures of its own. */
export function playsThrough(trace: string): boolean {
  return EXAMPLE.test(trace);
}
