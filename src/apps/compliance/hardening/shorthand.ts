/** Words as chats shorten them, in full: "u", "acct", "tmrw", "w/", "&". Rules are written in full words. */

import type { MappedText } from './mapped-text.ts';

const FULL: Readonly<Record<string, string>> = {
  u: 'you',
  ur: 'your',
  ya: 'you',
  pls: 'please',
  plz: 'please',
  thx: 'thanks',
  ppl: 'people',
  smth: 'something',
  tmrw: 'tomorrow',
  tmw: 'tomorrow',
  tmr: 'tomorrow',
  '2moro': 'tomorrow',
  b4: 'before',
  abt: 'about',
  thru: 'through',
  yr: 'year',
  yrs: 'years',
  wk: 'week',
  wks: 'weeks',
  mth: 'month',
  mths: 'months',
  qtr: 'quarter',
  xmas: 'christmas',
  tue: 'tuesday',
  tues: 'tuesday',
  thu: 'thursday',
  thur: 'thursday',
  thurs: 'thursday',
  fri: 'friday',
  acct: 'account',
  accts: 'accounts',
  cust: 'customer',
  mkt: 'market',
  mgmt: 'management',
  shs: 'shares',
  msg: 'message',
  msgs: 'messages',
  commish: 'commission',
  "rec'd": 'recommended',
  reco: 'recommendation',
  tix: 'tickets',
  idk: "i don't know",
  woulda: 'would have',
  coulda: 'could have',
  shoulda: 'should have',
  kinda: 'kind of',
  outta: 'out of',
  cuz: 'because',
};
/** In capitals these may be names or signs. */
const SMALL: Readonly<Record<string, string>> = {
  w: 'with',
  n: 'and',
  em: 'them',
  til: 'till',
  cos: 'because',
  bc: 'because',
  wed: 'wednesday',
};
const WORD =
  /(?<![\p{L}\p{N}'’.@/#$€£&_-])(?:w\/ ?(?=[a-z])|[A-Za-z0-9]{1,7}(?:'d)?(?![\p{L}\p{N}'’@/&_-]|\.[\p{L}\p{N}]))/gu;
const AND = /(?<=[a-z)] )[&+](?= [a-z(])/g;

export function spelledOut(given: MappedText): MappedText {
  const words = given.replace(WORD, ([word]) => {
    if (word.startsWith('w/')) return 'with ';
    if (Object.hasOwn(SMALL, word)) return SMALL[word] ?? null;
    const small = word.toLowerCase();
    return Object.hasOwn(FULL, small) ? (FULL[small] ?? null) : null;
  });
  return words.replace(AND, () => 'and');
}
