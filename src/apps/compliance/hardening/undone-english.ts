/**
 * English words that are still in disguise once letters are plain: joined or torn by signs and blanks, run together, misspelt, backwards. What
 * this makes of a text is a guess: for tests alone, beside the text as it is.
 */

import type { Manipulation } from '../check/verdict.ts';
import { finding } from './finding.ts';
import { beginsKeyWord, isKeyWord, misspelt } from './key-words.ts';
import type { Edit, MappedText } from './mapped-text.ts';
import { isWord, partedWords } from './vocabulary.ts';

const TOKEN = /[^\s\p{Script=Han}]+/gu;
/** Of a mail, a site, a file. */
const NAME = /@|:\/\/|^www\.|\.(?:com|org|net|cn|io|gov|pdf|docx?|xlsx?|pptx?|csv|txt|png|jpe?g|zip)\b/i;
/** `outperformance`, `overvalued`. */
const PREFIXED = /^(?:out|over|under|up|down|off|non|with) /i;
const SIGNS = /[^A-Za-z0-9%$€£¥]+/g;
const JOINED = /[A-Za-z][^A-Za-z0-9\s']+[A-Za-z0-9]/;
/** `risk-free` and `and/or` are written so; four words in a row are not. */
const MANY = 4;
const MOSTLY = 0.6;
/** Shorter ones are words of their own: `takeover`. */
const RUN = /(?<![\p{L}\p{N}_])[A-Za-z]{10,200}(?![\p{L}\p{N}_])/gu;
const WORD = /(?<![\p{L}\p{N}])[A-Za-z]{2,24}(?![\p{L}\p{N}])/gu;
const SHORTEST = 4;
const SHORTEST_BACKWARDS = 5;
const MOST_PIECES = 3;

/** What signs join is set apart, and what they tear is joined. `found` gets each passage that reads as key words. */
export function withoutJoins(text: MappedText, found: Manipulation[]): MappedText {
  return rewritten(text, TOKEN, apartOf, found);
}

/** The rest, once figures are letters again. */
export function undoneEnglish(given: MappedText, found: Manipulation[]): MappedText {
  const parted = rewritten(given, RUN, partedOf, found);
  const whole = withoutGaps(parted, found);
  const forward = hasBackwards(whole.text) ? rewritten(whole, WORD, forwardOf, found) : whole;
  return rewritten(
    forward,
    WORD,
    (word) => (word.length < SHORTEST || isWord(word) ? null : misspelt(word)),
    found,
  );
}

function rewritten(
  text: MappedText,
  pattern: RegExp,
  by: (passage: string) => string | null,
  found: Manipulation[],
): MappedText {
  return text.replace(pattern, (match) => {
    const plain = by(match[0]);
    if (plain !== null) tell(text, match.index, match.index + match[0].length, plain, found);
    return plain;
  });
}

function partedOf(run: string): string | null {
  const words = isWord(run) ? null : partedWords(run);
  return words === null || PREFIXED.test(words) ? null : words;
}

function tell(text: MappedText, start: number, end: number, plain: string, found: Manipulation[]): void {
  const isKey = plain.split(/[^A-Za-z]+/).some(isKeyWord);
  if (isKey) found.push(finding('disguised words', text, { start, end }, plain));
}

/** `gua-rantee`, `(g)uarantee` → one word; `no_risk`, `there.is.no.risk` → words. */
function apartOf(token: string): string | null {
  if (!JOINED.test(token) || NAME.test(token)) return null;
  const end = /[^A-Za-z0-9%)\]}]*$/.exec(token)?.[0] ?? '';
  const parts = token.split(SIGNS).filter((part) => part !== '');
  const letters = parts.join('');
  const words = parts.filter((part) => isWord(part) || isKeyWord(part)).length;
  if (words < parts.length && (isWord(letters) || isKeyWord(letters))) return letters + end;
  const isPlain = parts.length >= MANY && words >= parts.length * MOSTLY;
  if (isPlain) return parts.join(' ') + end;
  return /[A-Za-z]_+[A-Za-z0-9]/.test(token)
    ? token.replace(/(?<=[A-Za-z0-9%])_+(?=[A-Za-z0-9])/g, ' ')
    : null;
}

/** `guar antee` → one word, where its pieces are not all words. */
function withoutGaps(text: MappedText, found: Manipulation[]): MappedText {
  const words = [...text.text.matchAll(WORD_OR_LETTER)];
  const edits: Edit[] = [];
  for (let at = 0; at < words.length; at++) {
    if (!beginsKeyWord(words[at]?.[0] ?? '')) continue;
    for (let count = 2; count <= MOST_PIECES; count++) {
      const pieces = words.slice(at, at + count);
      const [first, last] = [pieces[0], pieces.at(-1)];
      if (pieces.length < count || first === undefined || last === undefined) break;
      const [start, end] = [first.index, last.index + last[0].length];
      const written = pieces.map(([piece]) => piece);
      const plain = written.join('');
      // Anything but one blank between them ends a word.
      if (end - start !== plain.length + count - 1 || /[^A-Za-z ]/.test(text.text.slice(start, end))) break;
      if (!isKeyWord(plain) || written.every(isWord) || written.some(isKeyWord)) continue;
      tell(text, start, end, plain, found);
      edits.push({ start, end, by: plain });
      at += count - 1;
      break;
    }
  }
  return text.edit(edits);
}

const WORD_OR_LETTER = /(?<![\p{L}\p{N}])[A-Za-z]+(?![\p{L}\p{N}])/gu;

function hasBackwards(text: string): boolean {
  for (const [word] of text.matchAll(WORD))
    if (word.length >= SHORTEST_BACKWARDS && !isWord(word) && isKeyWord(turned(word))) return true;
  return false;
}

/** Beside a key word that is backwards, any word may be. */
function forwardOf(word: string): string | null {
  const forward = turned(word);
  return !isWord(word) && (isWord(forward) || isKeyWord(forward)) ? forward : null;
}

function turned(word: string): string {
  return word.toLowerCase().split('').toReversed().join('');
}
