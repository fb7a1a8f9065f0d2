/** Base64 and hex in which personal data stand: sent on, anybody can read them. */

const ENCODED = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{12,}={0,2}(?![A-Za-z0-9+/_=-])/g;
const HEX = /^(?:[0-9a-f]{2})+$/i;
const DEEPEST = 3;

/** Spans of `text`. @param holds whether what a passage decodes to names a person */
export function encodedPassages(
  text: string,
  holds: (plain: string) => boolean,
): { start: number; end: number }[] {
  return Array.from(text.matchAll(ENCODED))
    .filter(([passage]) => decodings(passage, DEEPEST).some(holds))
    .map(({ 0: passage, index }) => ({ start: index, end: index + passage.length }));
}

function decodings(passage: string, depth: number): string[] {
  const bytes = [Buffer.from(passage, 'base64'), ...(HEX.test(passage) ? [Buffer.from(passage, 'hex')] : [])];
  const texts = bytes.map((one) => one.toString('utf8')).filter((text) => !/[^\P{Cc}\s]|\uFFFD/u.test(text));
  return depth === 1 ? texts : [...texts, ...texts.flatMap((text) => decodings(text.trim(), depth - 1))];
}
