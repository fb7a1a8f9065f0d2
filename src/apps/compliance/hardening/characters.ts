/** Letter by letter: what is not seen goes, compatibility forms become plain letters (NFKC), marks above and below letters go. */

import type { Manipulation } from '../check/verdict.ts';
import { finding } from './finding.ts';
import { boxedLetter } from './lookalikes.ts';
import type { MappedText } from './mapped-text.ts';
import { simplified } from './simplified.ts';

/** Formats, fillers and selectors that leave no trace on the screen, and control characters that are no blanks. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}|\p{Cf}|\u2800|[^\P{Cc}\t\n\r]/gu;
/** A copy of ASCII that no font shows. */
const TAGS = /[\u{E0020}-\u{E007E}]+/gu;
const TAG_OFFSET = 0xe0000;
/** Unseen letters inside of a word; a soft hyphen is usual there, and emoji are joined by one. */
const INSIDE = /[\p{L}\p{N}][\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u180E]+(?=[\p{L}\p{N}])/u;
const SEEN_WORD =
  /[\p{L}\p{N}\p{Cf}]*[\p{L}\p{N}][\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u180E]+[\p{L}\p{N}][\p{L}\p{N}\p{Cf}]*/gu;
const NOT_ASCII = /\P{ASCII}/u;
const LETTERS = /\P{ASCII}[\p{Mn}\p{Me}]*|\p{ASCII}[\p{Mn}\p{Me}]+/gu;
/** Shown backwards, so that readers see what searches do not. */
const BACKWARDS = /\u202E([^\u202C\n]+)\u202C?/gu;
/** Styled alphabets of mathematics, letters in circles and boxes: nobody writes with them but to be different. */
const STYLED =
  /[\u{1D400}-\u{1D7FF}\u{24B6}-\u{24E9}\u{1F130}-\u{1F189}](?:[\s]?[\u{1D400}-\u{1D7FF}\u{24B6}-\u{24E9}\u{1F130}-\u{1F189}])*/gu;

const folded = new Map<string, string>();

export function plainCharacters(given: MappedText, found: Manipulation[]): MappedText {
  const text = given.replace(/\r\n?/g, () => '\n');
  if (!NOT_ASCII.test(text.text)) return text.replace(UNSEEN, () => '');
  const shown = withoutUnseen(text, found);
  for (const match of shown.text.matchAll(STYLED)) {
    const span = { start: match.index, end: match.index + match[0].length };
    found.push(finding('lookalike letters', shown, span, Array.from(match[0], plainLetter).join('')));
  }
  return shown.replace(LETTERS, ([letter]) => plainLetter(letter));
}

function withoutUnseen(text: MappedText, found: Manipulation[]): MappedText {
  if (INSIDE.test(text.text)) {
    for (const match of text.text.matchAll(SEEN_WORD)) {
      const span = { start: match.index, end: match.index + match[0].length };
      found.push(finding('hidden text', text, span, match[0].replace(UNSEEN, '')));
    }
  }
  const turned = text.replace(BACKWARDS, (match) => {
    const [whole, written = ''] = match;
    const plain = Array.from(written).toReversed().join('');
    found.push(finding('hidden text', text, { start: match.index, end: match.index + whole.length }, plain));
    return plain;
  });
  const shown = turned.replace(TAGS, (match) => {
    const plain = Array.from(match[0], (tag) => String.fromCodePoint((tag.codePointAt(0) ?? 0) - TAG_OFFSET));
    const span = { start: match.index, end: match.index + match[0].length };
    found.push(finding('hidden text', turned, span, plain.join('')));
    return ` ${plain.join('')} `;
  });
  return shown.replace(UNSEEN, () => '');
}

function plainLetter(letter: string): string {
  const known = folded.get(letter);
  if (known !== undefined) return known;
  const plain = fold(letter);
  folded.set(letter, plain);
  return plain;
}

const SIGNS: ReadonlyMap<string, string> = new Map([
  ...Array.from('‘’‚‛ʼ′`´', (sign): [string, string] => [sign, "'"]),
  ...Array.from('“”„‟″', (sign): [string, string] => [sign, '"']),
  ...Array.from('‐‑−﹣', (sign): [string, string] => [sign, '-']),
]);

function fold(letter: string): string {
  const [first = ''] = letter;
  const sign = SIGNS.get(first) ?? boxedLetter(first);
  if (sign !== null && sign !== undefined) return sign;
  const composed = letter.normalize('NFKC');
  const bare = composed.normalize('NFD').replace(/[\p{Mn}\p{Me}]/gu, '');
  // Hangul, Kana and the like are letters of their own; taken apart they would not be the same.
  const plain = /\p{Script=Han}|\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Greek}|^\P{L}/u.test(bare)
    ? bare
    : composed;
  return simplified.get(plain) ?? plain;
}
