/** Marks of HTML inside of a word, in a text that is none: `guar<b></b>anteed`. Its readers see the word whole once it is shown as HTML. */

import type { MappedText } from './mapped-text.ts';

const INLINE = 'a|abbr|b|big|em|font|i|mark|s|small|span|strong|sub|sup|tt|u|wbr';
const INSIDE = new RegExp(
  `(?<=[\\p{L}\\p{N}])(?:</?(?:${INLINE})(?: [a-z-]+=[^<>\\n]{0,200})? ?/?>|<!--[^<>\\n]{0,200}-->)+(?=[\\p{L}\\p{N}])`,
  'giu',
);
/** Without one of these `a<b>c` compares. */
const SURE = /<\/[a-z]|<wbr|<!--/i;

export function withoutTags(text: MappedText): MappedText {
  return SURE.test(text.text) ? text.replace(INSIDE, () => '') : text;
}
