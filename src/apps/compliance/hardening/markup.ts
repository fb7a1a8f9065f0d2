/**
 * What writing adds between words, which readers pass over: footnote marks, the marks of a quoted mail, struck words, LaTeX commands, Chinese
 * fillers in brackets. A reading without them only adds to what is found.
 */

import type { MappedText } from './mapped-text.ts';

const FOOTNOTE = /(?<=[\p{L}\p{N}%.,"])\[(?:\d{1,3}|[a-z*†])\]/gu;
const MAIL_MARKS = /(?<=^|\n)(?:> ?)+/g;
const STRUCK = /~~[^~\n]{1,80}~~/g;
const LATEX = /\\(?:[a-zA-Z]+\{([^{}\\\n]*)\}|([%$&#_])|\/)/g;
const FILLER = /(?<=\p{Script=Han})\(\p{Script=Han}{1,2}\)(?=\p{Script=Han})/gu;
/** One pair of brackets explains something; several inside of words only part them. */
const FILLERS = 3;

export function withoutMarkup(given: MappedText): MappedText {
  const text = given
    .replace(FOOTNOTE, () => '')
    .replace(MAIL_MARKS, () => '')
    .replace(STRUCK, () => ' ')
    .replace(LATEX, ([, words = '', sign = '']) => words + sign)
    .replace(/ {2,}/g, () => ' ');
  return (text.text.match(FILLER)?.length ?? 0) < FILLERS ? text : text.replace(FILLER, () => '');
}
