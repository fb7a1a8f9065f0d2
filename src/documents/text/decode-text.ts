/**
 * Bytes → text. A byte order mark decides, then what the file declares, then whether the bytes are valid UTF-8. Else they are
 * GB18030 (what Chinese Windows writes) where the bytes come in pairs as Chinese text has them, and Windows-1252 where not.
 * Chinese that makes no sense as GB18030 is Big5, as Taiwan and Hong Kong write it.
 */

import { isUtf8 } from 'node:buffer';

export interface DecodedText {
  text: string;
  /** How it was read, where that was a guess or lost something; null for UTF-8 and declared encodings. */
  note: string | null;
}

/** Of a file that is called UTF-8, as a share of what is not ASCII: a few damaged letters do not make it another encoding. */
const FEW_DAMAGED = 0.02;
/** Browsers look no further. */
const DECLARED_WITHIN = 1_024;
const SAMPLE = 65_536;
/** Of GB18030, where no letter is; Big5 read as that lands there within a few words. */
const NO_LETTER = /[\uE000-\uF8FF\uFFFD]/;
/** Share of bytes from 0x80 that stand in pairs as common Chinese letters have them. */
const MOSTLY_PAIRED = 0.8;

/** What a web page or XML says of itself. */
export function charsetOf(bytes: Uint8Array): string | undefined {
  const begin = Buffer.from(bytes.subarray(0, DECLARED_WITHIN)).toString('latin1');
  return /<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)/i.exec(begin)?.[1];
}

export function decodeText(bytes: Uint8Array, declared?: string): DecodedText {
  const marked = markOf(bytes);
  if (marked !== null) return { text: new TextDecoder(marked).decode(bytes), note: null };
  const wide = wideOf(bytes);
  if (wide !== null) {
    return { text: new TextDecoder(wide).decode(bytes), note: `Read as ${wide.toUpperCase()}.` };
  }
  if (isUtf8(bytes)) return { text: new TextDecoder().decode(bytes), note: null };
  const named = declared === undefined ? null : decoderOf(declared);
  if (named !== null && named.encoding !== 'utf-8') return { text: named.decode(bytes), note: null };
  return lenient(bytes) ?? legacy(bytes);
}

/** What the beginning of a file is written in, for readers that decode piece by piece. */
export function encodingOf(begin: Uint8Array): string {
  const known = markOf(begin) ?? wideOf(begin);
  if (known !== null) return known;
  if (isUtf8(begin) || lenient(begin) !== null) return 'utf-8';
  return legacyOf(begin);
}

function markOf(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return null;
}

/** UTF-16 without a mark: every other byte of western text is zero. */
function wideOf(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, SAMPLE);
  const zeros = [0, 0];
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const many = sample.length * 0.2;
  if (sample.length < 4 || Math.max(even, odd) < many || Math.min(even, odd) > many / 10) return null;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

function decoderOf(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label.trim());
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function lenient(bytes: Uint8Array): DecodedText | null {
  const text = new TextDecoder().decode(bytes);
  let damaged = 0;
  let foreign = 0;
  for (const letter of text) {
    if (letter === '\uFFFD') damaged++;
    else if (letter > '\x7F') foreign++;
  }
  if (damaged > foreign * FEW_DAMAGED) return null;
  return { text, note: `${damaged} letters are damaged in the file and stand as \uFFFD.` };
}

function legacy(bytes: Uint8Array): DecodedText {
  const encoding = legacyOf(bytes);
  const shown = { gb18030: 'GB18030', big5: 'Big5' }[encoding] ?? 'Windows-1252';
  return {
    text: new TextDecoder(encoding).decode(bytes),
    note: `The file is not UTF-8; it was read as ${shown}.`,
  };
}

function legacyOf(bytes: Uint8Array): string {
  const makesSense = (encoding: string): boolean =>
    !NO_LETTER.test(new TextDecoder(encoding).decode(bytes.subarray(0, SAMPLE), { stream: true }));
  if (isChinese(bytes)) return !makesSense('gb18030') && makesSense('big5') ? 'big5' : 'gb18030';
  return isMostlyHigh(bytes) && makesSense('big5') ? 'big5' : 'windows-1252';
}

/** Half of what Big5 writes, at least a third with Latin text between; western text has a few accents. */
function isMostlyHigh(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE);
  return sample.filter((byte) => byte >= 0x80).length > sample.length / 3;
}

function isChinese(bytes: Uint8Array): boolean {
  let high = 0;
  let paired = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) continue;
    const next = bytes[at + 1] ?? 0;
    high++;
    // The block of GB2312, in which nearly all letters of a text lie.
    if (byte < 0xa1 || byte > 0xf7 || next < 0xa1) continue;
    high++;
    paired += 2;
    at++;
  }
  return paired >= high * MOSTLY_PAIRED;
}
