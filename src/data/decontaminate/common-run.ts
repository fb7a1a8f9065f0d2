/** The longest run of tokens that two texts share, and both texts around it: what an audit of a hit looks at. */

import { normalise, scanTokens } from './tokens.ts';

const SHOWN = 500;
/** Longer texts are compared to this many tokens only: the table of runs grows with the product. */
const MOST_TOKENS = 4000;

interface Token {
  code: number;
  start: number;
  end: number;
}

export interface CommonRun {
  piece: string;
  texts: [string, string];
}

function positioned(text: string): Token[] {
  const tokens: Token[] = [];
  scanTokens(text, (code, start, end) => tokens.push({ code, start, end }));
  return tokens.slice(0, MOST_TOKENS);
}

/** Ends (exclusive) in `a` and `b` and length of the longest common run, in tokens. */
function longestRun(a: readonly Token[], b: readonly Token[]): [endA: number, endB: number, length: number] {
  const codes = Uint32Array.from(b, (token) => token.code);
  // runs[j]: length of the run that ends at the token of `a` last read and at token j - 1 of `b`.
  const runs = new Uint16Array(b.length + 1);
  let best: [number, number, number] = [0, 0, 0];
  for (const [i, { code }] of a.entries()) {
    for (let j = codes.length; j > 0; j--) {
      const length = codes[j - 1] === code ? (runs[j - 1] as number) + 1 : 0;
      runs[j] = length;
      if (length > best[2]) best = [i + 1, j, length];
    }
  }
  return best;
}

/** About 500 characters of `raw`, the run in their middle or, where it is longer, at their beginning. */
function around(raw: string, [from, to]: readonly [number, number], normalisedLength: number): string {
  if (raw.length <= SHOWN) return raw;
  // NFKC may change lengths; the place is then off by a few characters.
  const scale = raw.length / Math.max(1, normalisedLength);
  const margin = Math.max(0, SHOWN - (to - from) * scale) / 2;
  const start = Math.round(Math.max(0, Math.min(raw.length - SHOWN, from * scale - margin)));
  const end = start + SHOWN;
  return `${start > 0 ? '…' : ''}${raw.slice(start, end).toWellFormed()}${end < raw.length ? '…' : ''}`;
}

export function commonRun(first: string, second: string): CommonRun {
  const [a, b] = [normalise(first), normalise(second)];
  const [tokensA, tokensB] = [positioned(a), positioned(b)];
  const [endA, endB, length] = longestRun(tokensA, tokensB);
  const place = (tokens: readonly Token[], end: number): [number, number] =>
    length === 0 ? [0, 0] : [tokens[end - length]?.start ?? 0, tokens[end - 1]?.end ?? 0];
  const [placeA, placeB] = [place(tokensA, endA), place(tokensB, endB)];
  return {
    piece: a.slice(placeA[0], Math.min(placeA[1], placeA[0] + SHOWN)).toWellFormed(),
    texts: [around(first, placeA, a.length), around(second, placeB, b.length)],
  };
}
