/** Passages that are text once they are decoded: base64, base32, ASCII85, hex, binary and decimal
 * codes of letters, URL, mail and backslash escapes, ROT13, text written backwards. */

import { isUtf8 } from 'node:buffer';
import type { Manipulation } from '../check/verdict.ts';
import { finding } from './finding.ts';
import type { MappedText } from './mapped-text.ts';
import { isWord } from './vocabulary.ts';

/** Encoded in encoded, at most so often. */
const DEEPEST = 3;
const BASE64 = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{12,}(?:\n[A-Za-z0-9+/_-]{12,})*={0,2}/g;
const ENCODED_AGAIN = /^[A-Za-z0-9+/_-]{12,}={0,2}$/;
const BASE32 = /(?<![A-Za-z0-9])[A-Z2-7]{16,}={0,6}(?![A-Za-z0-9])/g;
/** Between its marks, or a run without blanks; capitals, figures and signs are mixed in it as in no word. */
const ASCII85 =
  /<~[!-uz\s]{10,}~>|(?<!\S)(?=\S{0,20}[A-Z])(?=\S{0,20}\d)(?=\S{0,40}[^\w\s])[!-u]{20,}(?!\S)/g;
const HEX = /(?<![A-Za-z0-9])(?:0x)?(?:[0-9a-fA-F]{2}[ :,-]?){5,}[0-9a-fA-F]{2}(?![A-Za-z0-9])/g;
/** Letters by their codes. */
const BINARY = /(?<![\w.])(?:[01]{8}[ ,]{0,2}){8,}(?![\w.])/g;
const DECIMAL =
  /(?<![\w.])(?:(?:1[01]\d|12[0-6]|[3-9]\d)[ ,]{1,2}){12,}(?:1[01]\d|12[0-6]|[3-9]\d)(?![\w.%])/g;
/** A percentage before a blank is none: `a %21 b`. */
const PERCENT = /(?:%[0-9a-fA-F]{2}){2,}|(?<=\S)%[0-9a-fA-F]{2}(?=\S)|%[4-7][0-9a-fA-F](?=\w)/g;
/** Quoted-printable, soft line breaks inside. */
const QUOTED = /=[0-9A-F]{2}(?:(?:=\n)?=[0-9A-F]{2}){2,}/g;
/** One letter of a word; in formulas too, so that two such words have to be there. */
const QUOTED_LETTER = /=(?:0D|0A|[2-7][0-9A-F])/g;
const QUOTED_WORDS = /[A-Za-z]=[2-7][0-9A-F][A-Za-z][\s\S]*?[A-Za-z]=[2-7][0-9A-F][A-Za-z]/;
const ESCAPES = /(?:\\u[0-9a-fA-F]{4}|\\u\{[0-9a-fA-F]{1,6}\}|\\x[0-9a-fA-F]{2}|\\U[0-9a-fA-F]{8})+/g;
const ONE_ESCAPE = /\\u([0-9a-fA-F]{4})|\\u\{([0-9a-fA-F]{1,6})\}|\\x([0-9a-fA-F]{2})|\\U([0-9a-fA-F]{8})/g;
const LONG = 16;
const LINE = /[^\n.!?]{12,}/g;
const HAN = /\p{Script=Han}/u;
/** What writing holds; not what chance makes of bytes. */
const STRANGE = /[^\p{Script=Han}\p{Script=Latin}\p{N}\p{P}\p{Zs}\n\r\t$€£¥%+<>=|~^]/u;
type Decoder = (passage: string) => string | null;

/** Encoded passages in place of which their text stands; `found` gets each. */
export function decoded(given: MappedText, found: Manipulation[]): MappedText {
  let text = given;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const before = text;
    for (const [pattern, decode] of decoders) text = decodedBy(text, pattern, decode, found);
    if (QUOTED_WORDS.test(text.text)) text = decodedBy(text, QUOTED_LETTER, fromBytes, found);
    if (text === before) break;
  }
  return text;
}

function decodedBy(text: MappedText, pattern: RegExp, decode: Decoder, found: Manipulation[]): MappedText {
  return text.replace(pattern, (match) => {
    const [passage] = match;
    const plain = decode(passage);
    if (plain === null) return null;
    const span = { start: match.index, end: match.index + passage.length };
    // A blank of an address is nobody's secret.
    if (/\p{L}/u.test(plain)) found.push(finding('encoded text', text, span, plain));
    return plain;
  });
}

const decoders: readonly [RegExp, Decoder][] = [
  [ESCAPES, fromEscapes],
  [PERCENT, (passage) => fromBytes(passage)],
  [QUOTED, (passage) => fromBytes(passage)],
  [BINARY, (passage) => fromCodes(passage.match(/[01]{8}/g) ?? [], 2)],
  [DECIMAL, (passage) => fromCodes(passage.match(/\d+/g) ?? [], 10)],
  [BASE32, fromBase32],
  [BASE64, fromBase64],
  [HEX, fromHex],
  [ASCII85, fromAscii85],
  [LINE, fromTurned],
];

function fromBase64(passage: string): string | null {
  const packed = passage.replace(/\s/g, '');
  // A number, a word, a path: chance would have to make text of it.
  if (/^(?:\d+|[a-z]+|[A-Z]+|[A-Z][a-z]+)$/.test(packed)) return null;
  const bytes = Buffer.from(packed, 'base64');
  const inner = bytes.toString('latin1');
  return ENCODED_AGAIN.test(inner) ? fromBase64(inner) : textOf(bytes);
}

const BASE32_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648. */
function fromBase32(passage: string): string | null {
  const bits = Array.from(passage.replaceAll('=', ''), (letter) =>
    BASE32_LETTERS.indexOf(letter).toString(2).padStart(5, '0'),
  ).join('');
  return textOf(Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2))));
}

/** Adobe's: five letters from `!` on are four bytes, `z` is four zeros. */
function fromAscii85(passage: string): string | null {
  const letters = passage.replace(/^<~|~>$|\s/g, '').replaceAll('z', '!!!!!');
  const bytes: number[] = [];
  for (let at = 0; at < letters.length; at += 5) {
    const group = letters.slice(at, at + 5);
    const value = Array.from(group.padEnd(5, 'u')).reduce(
      (sum, letter) => sum * 85 + letter.charCodeAt(0) - 33,
      0,
    );
    for (let byte = 0; byte < group.length - 1; byte++)
      bytes.push(Math.floor(value / 256 ** (3 - byte)) % 256);
  }
  return textOf(Buffer.from(bytes));
}

function fromHex(passage: string): string | null {
  return textOf(Buffer.from(passage.replace(/^0x|[^0-9a-fA-F]/g, ''), 'hex'));
}

/** Figures of a table are codes of letters too, but of no words. */
function fromCodes(codes: readonly string[], base: number): string | null {
  const text = textOf(Buffer.from(codes.map((code) => parseInt(code, base))));
  return text !== null && commonWords(text) >= 2 ? text : null;
}

function fromBytes(passage: string): string | null {
  return writingOf(Buffer.from(passage.replace(/[%=\n]/g, ''), 'hex'));
}

/** Of an escape, which nobody writes by chance. */
function writingOf(bytes: Buffer): string | null {
  const text = isUtf8(bytes) ? bytes.toString('utf8') : null;
  return text !== null && /^[\p{L}\p{N}\p{P}\p{S}\p{Zs}\r\n]+$/u.test(text) ? text : null;
}

function fromEscapes(passage: string): string | null {
  const isBytes = /^(?:\\x[0-9a-fA-F]{2})+$/.test(passage);
  if (isBytes) return writingOf(Buffer.from(passage.replaceAll('\\x', ''), 'hex'));
  return passage.replace(ONE_ESCAPE, (escape, ...points: (string | undefined)[]) => {
    const point = parseInt(points.slice(0, 4).find((one) => one !== undefined) ?? '', 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : escape;
  });
}

/** Bytes that are readable text; null for others. */
function textOf(bytes: Buffer): string | null {
  if (bytes.length < 4 || !isUtf8(bytes)) return null;
  const text = bytes.toString('utf8');
  if (STRANGE.test(text)) return null;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  // What chance makes of a few bytes has signs among its letters; of many it makes no text.
  const isWords =
    HAN.test(text) || text.length >= LONG || /^[\p{L}\p{N}][\p{L}\p{N} ,.'"!?%$#&/:;()\n-]*$/u.test(text);
  return letters >= text.length * 0.6 && isWords ? text : null;
}

/** ROT13, or backwards, where that makes words of what has none. */
function fromTurned(line: string): string | null {
  if (HAN.test(line)) return null;
  const most = 2 + 2 * commonWords(line);
  const turned = [rotated(line), Array.from(line).toReversed().join('')];
  return turned.find((text) => commonWords(text) >= most) ?? null;
}

/** How many there are; short ones come by chance. */
function commonWords(text: string): number {
  return new Set((text.toLowerCase().match(/[a-z]{3,}/g) ?? []).filter(isWord)).size;
}

function rotated(text: string): string {
  return text.replace(/[a-zA-Z]/g, (letter) => {
    const base = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
}
