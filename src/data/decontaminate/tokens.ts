/**
 * Text as tokens for comparison: words, numbers and single Chinese characters, each as a 32-bit code.
 *
 * What a copy usually changes does not count: full and half width (NFKC), case, white space, punctuation, links, HTML tags, the
 * separators of thousands. Digits stay, so that questions which differ in their numbers differ here.
 *
 * Bits 0 and 1 of a code tell a Chinese character (or kana) and a number; the other 30 are a hash of the token.
 */

export const CHARACTER = 1;
export const NUMBER = 2;

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;
const IDEOGRAPH = 3;

/** Class of every UTF-16 unit. Surrogates are OTHER: emoji, and characters too rare to matter here. */
const classes = Uint8Array.from({ length: 0x10000 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  if (unit >= 0x30 && unit <= 0x39) return DIGIT;
  if (/[\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/.test(character)) return IDEOGRAPH;
  return /[\p{L}\p{M}\p{N}]/u.test(character) ? LETTER : OTHER;
});

const DOT = 0x2e;
const COMMA = 0x2c;

const link = /(?:https?:\/\/|www\.)[\x21-\x7e]+/g;
const tag = /<\/?[a-z][^<>\n]{0,200}>/g;
const blank = (found: string): string => ' '.repeat(found.length);

/** The form in which texts are compared; positions agree with the raw text as long as NFKC changes no lengths. */
export function normalise(text: string): string {
  let plain = text.normalize('NFKC').toLowerCase();
  if (plain.includes('://') || plain.includes('www.')) plain = plain.replace(link, blank);
  if (plain.includes('<')) plain = plain.replace(tag, blank);
  return plain;
}

/** Murmur3's finaliser: every bit of `hash` reaches every other. */
export function mix(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function classAt(text: string, index: number): number {
  return index < text.length ? (classes[text.charCodeAt(index)] as number) : OTHER;
}

function isThousands(text: string, comma: number): boolean {
  const digits = [1, 2, 3, 4].map((offset) => classAt(text, comma + offset) === DIGIT);
  return digits[0] === true && digits[1] === true && digits[2] === true && digits[3] === false;
}

/** Calls `visit` with the code, start and end of each token of a normalised text. */
export function scanTokens(text: string, visit: (code: number, start: number, end: number) => void): void {
  let at = 0;
  while (at < text.length) {
    const start = at;
    const first = classAt(text, at);
    if (first === OTHER) {
      at++;
      continue;
    }
    if (first === IDEOGRAPH) {
      at++;
      visit(((mix(text.charCodeAt(start)) & ~3) | CHARACTER) >>> 0, start, at);
      continue;
    }
    let hash = 0x811c9dc5;
    let number = true;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      const kind = classes[unit] as number;
      if (kind === LETTER) number = false;
      else if (kind !== DIGIT) {
        if (!number || kind !== OTHER) break;
        if (unit === COMMA && isThousands(text, at)) continue;
        if (unit !== DOT || classAt(text, at + 1) !== DIGIT) break;
      }
      hash = Math.imul(hash ^ unit, 0x01000193);
    }
    visit(((mix(hash) & ~3) | (number ? NUMBER : 0)) >>> 0, start, at);
  }
}
