/** Which languages a text is in: what it is called, and whose rules it is held against. */

import { isWord } from '../hardening/vocabulary.ts';
import type { RuleLanguage } from '../rules/rule.ts';
import type { CheckedText } from './verdict.ts';

const HAN = /\p{Script=Han}/gu;
const WORD = /[A-Za-z][a-z']+/g;
/** A letter of Chinese says about as much as half an English word. */
const LETTERS_PER_WORD = 2;
/** Of what is said: less than this is names and terms. */
const SMALL = 0.15;
/** So few words or letters in the other language may hold a rule's words. */
const FEW = 2;

/** Common words of German, French, Spanish, Portuguese, Italian and Dutch, without accents, that are no English ones. */
const FOREIGN_WORDS = wordSet(
  'und der das dem den ist sind nicht mit fur auf sie wir ihr ihre sich eine einer einen auch bei oder wird werden kein keine ohne aus zum zur ' +
    'les une est sont dans avec vous nous votre notre nos vos sur qui que pas sans aux ce cette ' +
    'los las una es para por su sus este esta nuestro nuestra usted garantiza ' +
    'uma nao sao seu sua os das dos em com voce nosso nossa sem ' +
    'il gli della delle dei del nel che non sono questo questa senza nostro nostra vostro ' +
    'het een van zijn niet voor met uw wij ons onze zonder wordt geen',
);
/** In many names too. */
const PARTICLES = wordSet(
  'de la le el des du von di da do em das den del van los las que est non il com sur',
);
const ENGLISH_WORDS = wordSet(
  'the and of to is are in for with you we your our this that it be have has will not on from at by or as an a can no may i my if all was',
);
const GREETINGS = wordSet(
  'hello hi hey dear thanks thank please sorry ok okay yes morning afternoon bye welcome regards noted agreed done lunch dinner meeting',
);
const UNSURE_UP_TO = 12;
const OF_A_PARTICLE = 0.25;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu;
/** Letters of other scripts in words of their own; one among Latin letters is a lookalike. */
const OTHER_SCRIPT =
  /(?<!\p{Script=Latin})(?:(?![\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Common}\p{Script=Inherited}])\p{L}){2,}(?!\p{Script=Latin})/gu;
const LETTERS_PER_OTHER_WORD = 4;
/** Of Han and kana together: Chinese borrows a sign, Japanese cannot do without. */
const KANA_OF_JAPANESE = 0.25;

const NAMES = { en: 'English', zh: 'Chinese' } as const;

/**
 * What of a text none of the rulebooks' languages covers; null: nothing.
 * @returns `isWhole` where that is the language of the text, not of a part of it.
 */
export function unreadIn(
  text: string,
  read: ReadonlySet<RuleLanguage>,
): { note: string; isWhole: boolean } | null {
  const language = languageOf(text);
  if (language === 'other') return { note: unread("this text's language"), isWhole: true };
  const { zh, en } = amounts(text);
  const amount = { en, zh };
  const missing = (language === 'mixed' ? (['en', 'zh'] as const) : [language]).filter(
    (one) => !read.has(one) && amount[one] > FEW,
  );
  const [first] = missing;
  if (first === undefined) return null;
  return { note: unread(NAMES[first]), isWhole: language !== 'mixed' || missing.length === 2 };
}

function unread(language: string): string {
  return `No rulebook in use reads ${language}: nothing here says that its rules are kept.`;
}

export function languageOf(text: string): CheckedText['language'] {
  if (isOther(text)) return 'other';
  const { zh, en } = amounts(text);
  const share = zh / Math.max(zh + en, 1);
  if (share <= SMALL) return 'en';
  return share >= 1 - SMALL ? 'zh' : 'mixed';
}

/** Few words in Latin letters, none of them one that is surely English: any language could be meant. */
export function isUnsure(text: string): boolean {
  if (languageOf(text) !== 'en') return false;
  const words = text.toLowerCase().match(/\p{L}{2,}/gu) ?? [];
  const isEnglish = (word: string): boolean => ENGLISH_WORDS.has(word) || GREETINGS.has(word) || isWord(word);
  return words.length > 0 && words.length <= UNSURE_UP_TO && !words.some(isEnglish);
}

/** A sentence in the other language is enough for its rules: it could be the one that matters. */
export function languagesIn(text: string): RuleLanguage[] {
  const { zh, en } = amounts(text);
  const languages: RuleLanguage[] = [];
  if (en > FEW || zh === 0) languages.push('en');
  if (zh > FEW / LETTERS_PER_WORD) languages.push('zh');
  return languages.length === 0 ? ['en', 'zh'] : languages;
}

function isOther(text: string): boolean {
  const { zh, en } = amounts(text);
  const kana = text.match(KANA)?.length ?? 0;
  const isJapanese = kana / LETTERS_PER_WORD > KANA_OF_JAPANESE * (zh + kana / LETTERS_PER_WORD);
  const letters = text.match(OTHER_SCRIPT)?.join('').length ?? 0;
  const other = letters / LETTERS_PER_OTHER_WORD + (isJapanese ? zh + kana / LETTERS_PER_WORD : 0);
  if (other > (isJapanese ? 0 : zh) + en) return true;
  return zh <= en * SMALL && isForeignLatin(text);
}

function isForeignLatin(text: string): boolean {
  let foreign = 0;
  let english = 0;
  for (const [word] of text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .matchAll(/\p{L}+/gu)) {
    if (PARTICLES.has(word)) foreign += OF_A_PARTICLE;
    else if (FOREIGN_WORDS.has(word)) foreign++;
    else if (ENGLISH_WORDS.has(word)) english++;
  }
  return foreign >= 1 && foreign > english;
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

/** In words. */
function amounts(text: string): { zh: number; en: number } {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  return { zh: count(HAN) / LETTERS_PER_WORD, en: count(WORD) };
}
