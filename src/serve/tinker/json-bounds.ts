/** Whether JSON may be parsed: looked at byte by byte, since a few kilobytes, packed, hold millions of objects, or lists within lists. */

import { TinkerError } from './tinker-error.ts';

/** Lists and objects within each other; the API has less than ten. */
const MOST_DEPTH = 64;
/** Lists, objects and texts (keys too); 16384 datums of four tensors take 800,000. */
const MOST_PARTS = 1_000_000;

const [QUOTE, BACKSLASH, BRACKET, CLOSED_BRACKET, BRACE, CLOSED_BRACE] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

/** @throws TinkerError 422 when it is too deep, or has too many parts. */
export function checkJsonBounds(bytes: Uint8Array): void {
  let [depth, parts] = [0, 0];
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === QUOTE) {
      parts++;
      i = endOfText(bytes, i + 1);
    } else if (byte === BRACKET || byte === BRACE) {
      parts++;
      depth++;
    } else if (byte === CLOSED_BRACKET || byte === CLOSED_BRACE) depth--;
    if (depth > MOST_DEPTH)
      throw new TinkerError(422, `The body has more than ${MOST_DEPTH} lists and objects within each other.`);
    if (parts > MOST_PARTS)
      throw new TinkerError(422, `The body has more than ${MOST_PARTS} lists, objects and texts.`);
  }
}

/** Where the quote is that ends the text which begins at `i`. */
function endOfText(bytes: Uint8Array, i: number): number {
  while (i < bytes.length && bytes[i] !== QUOTE) i += bytes[i] === BACKSLASH ? 2 : 1;
  return i;
}
