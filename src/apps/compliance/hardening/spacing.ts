/** What stands between letters: blanks and signs that tear words apart go, wrapped lines are joined. */

import type { Manipulation } from '../check/verdict.ts';
import { finding } from './finding.ts';
import type { MappedText } from './mapped-text.ts';
import { isWord, partedWords } from './vocabulary.ts';

const HAN = '\\p{Script=Han}';
/** Never between letters of one Chinese word. */
const ODD = '*_~^\\u0060·•・¤§#+=';
const LIKELY = `${ODD}\\-/|\\\\.,'"`;
const PICTURE = '\\p{Extended_Pictographic}\\p{So}\\p{Sk}';

const HAN_BLANKS = new RegExp(`(?<=${HAN})[ \\t]+(?=${HAN})`, 'gu');
const HAN_SIGNS = new RegExp(
  `(?<=${HAN})[${ODD}${PICTURE}\\s]*[${ODD}${PICTURE}][${ODD}${PICTURE} ]*(?=${HAN})`,
  'gu',
);
/** One letter, one sign, one letter, the same sign, …; four letters where lists of such letters are usual (`高/中/低`). */
const HAN_TORN = new RegExp(
  `(?<!${HAN})${HAN}(?:([${ODD}.\\-]{1,2})${HAN}(?:\\1${HAN})+|([/|\\\\'"]{1,2})${HAN}(?:\\2${HAN}){2,})(?!${HAN})`,
  'gu',
);
/** The same sign each time, a wider gap between words: `g u a r a n t e e d   r e t u r n s`, `g-u-a-r-a-n-t-e-e`. */
const SPACED = new RegExp(
  `(?<![\\p{L}\\p{N}])[A-Za-z](?:([ ${LIKELY}${PICTURE}]{1,2})[A-Za-z])(?:\\1[A-Za-z]){2,}(?![\\p{L}\\p{N}])`,
  'gu',
);
const SIGN = '[A-Za-z\\d,.;:!?%$€£¥\'"()-]';
const SPACED_WORD = `${SIGN}(?: ${SIGN}){0,23}`;
/** Words of one letter too, told apart by wider gaps: `N o   r i s k ,   1 2 %`. */
const SPACED_WORDS = new RegExp(`(?<!\\S)${SPACED_WORD}(?: {2,8}${SPACED_WORD})+(?!\\S)`, 'g');
/** A line that an editor has wrapped: long, not ended, and the next one goes on. */
const HAN_WRAP = new RegExp(`(?<=[^\\n]{15}[${HAN},、])\\n(?=${HAN})`, 'gu');
const LATIN_WRAP = /(?<=[^\n]{40}[\p{L}\p{N},])\n(?=[a-z0-9])/gu;
/** A word parted at the end of its line, or a word with a hyphen: `acco-⏎unts`, `risk-⏎free`. */
const HYPHEN_WRAP = /(?<=(?<![A-Za-z])([A-Za-z]+))-\n *(?=([a-z]+))/g;
/** Lines that go on as no list does: the next begins in small letters, or they are of a few Chinese letters each. */
const LATIN_LINE = /(?<=[\p{L}\p{N},'"])\n+(?=[a-z])/gu;
const HAN_LINE = new RegExp(
  `(?<=(?:^|\\n)[${HAN},:;、]{1,4})\\n+(?=[${HAN},:;、]{1,4}[。!?]?(?:\\n|$))`,
  'gu',
);
/** Shorter runs are one word, known or not. */
const LONG_WORD = 12;
const BLANKS = /[^\S\n]+/gu;

export function joinedLetters(given: MappedText, found: Manipulation[]): MappedText {
  const passages = given.replace(SPACED_WORDS, (match) => {
    const [whole] = match;
    const words = whole.split(/ {2,}/).map((word) => word.replaceAll(' ', ''));
    // Columns of single letters and figures are no words.
    const written = words.filter((word) => /[A-Za-z]{2}/.test(word));
    const known = written.filter((word) => isWord(word.replace(/[^A-Za-z]/g, '')));
    if (known.length < 2 || known.length * 2 < written.length) return null;
    const plain = words.join(' ');
    found.push(
      finding('lookalike letters', given, { start: match.index, end: match.index + whole.length }, plain),
    );
    return plain;
  });
  const spaced = passages.replace(SPACED, (match) => {
    const [whole, sign = ''] = match;
    const plain = whole.replaceAll(sign, '');
    const span = { start: match.index, end: match.index + whole.length };
    // Lists of single letters: `A, B, C, D`, `A/B/C/D`.
    if (/^[A-Z]+$/.test(plain) && isSequence(plain)) return null;
    const words = plain.length > LONG_WORD ? (partedWords(plain) ?? plain) : plain;
    found.push(finding('lookalike letters', passages, span, words));
    return words;
  });
  const torn = spaced.replace(HAN_TORN, (match) => {
    const plain = match[0].replaceAll(new RegExp(`[^${HAN}]`, 'gu'), '');
    const span = { start: match.index, end: match.index + match[0].length };
    found.push(finding('lookalike letters', spaced, span, plain));
    return plain;
  });
  return torn
    .replace(HAN_SIGNS, () => '')
    .replace(BLANKS, () => ' ')
    .replace(HAN_BLANKS, () => '')
    .replace(HAN_WRAP, () => '')
    .replace(HYPHEN_WRAP, ([, before = '', after = '']) => {
      if (isWord(before + after)) return '';
      return isWord(before) && isWord(after) ? '-' : null;
    })
    .replace(LATIN_WRAP, () => ' ');
}

function isSequence(letters: string): boolean {
  return Array.from(letters).every(
    (letter, at) => at === 0 || letter.charCodeAt(0) === letters.charCodeAt(at - 1) + 1,
  );
}

/** Without line breaks inside of what may be one sentence, torn apart so that its words do not stand together. */
export function joinedLines(text: MappedText): MappedText {
  return text
    .replace(HYPHEN_WRAP, () => '')
    .replace(LATIN_LINE, () => ' ')
    .replace(HAN_LINE, () => '');
}
