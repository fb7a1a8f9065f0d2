/** JSON's own values as readers (RFC 8259): strings, numbers, and any value. */

import { bytes, either, later, sequence } from './byte-reader.ts';
import type { ByteState, Reader } from './byte-reader.ts';

const [QUOTE, BACKSLASH, U] = [0x22, 0x5c, 0x75];
const ESCAPED = new Set(Buffer.from('"\\/bfnrt'));
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isHex = (byte: number): boolean => isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);

/** One space at most, where people and models put one. */
export const space: Reader = either((next) => [next], bytes(' '));

/** Bytes of characters beyond ASCII that still have to come, so that no character is cut. */
function following(byte: number): number | null {
  if (byte < 0x80) return 0;
  if (byte >= 0xc2 && byte <= 0xdf) return 1;
  if (byte >= 0xe0 && byte <= 0xef) return 2;
  return byte >= 0xf0 && byte <= 0xf4 ? 3 : null;
}

/** @param most Characters (code points); one that is escaped in two halves counts as two. */
export function stringUpTo(most: number): Reader {
  return (next) => {
    const inside = (left: number): ByteState => {
      const state: ByteState = {
        isEnd: false,
        step(byte) {
          if (byte === QUOTE) return [next];
          if (left === 0) return [];
          const after = left === Infinity ? state : inside(left - 1);
          if (byte === BACKSLASH) return [escapeBefore(after)];
          const more = byte < 0x20 ? null : following(byte);
          return more === null ? [] : [restBefore(after, more)];
        },
      };
      return state;
    };
    return [{ isEnd: false, step: (byte) => (byte === QUOTE ? [inside(most)] : []) }];
  };
}

export const string = stringUpTo(Infinity);

const restBefore = (after: ByteState, count: number): ByteState =>
  count === 0
    ? after
    : { isEnd: false, step: (byte) => ((byte & 0xc0) === 0x80 ? [restBefore(after, count - 1)] : []) };

const hexBefore = (after: ByteState, count: number): ByteState =>
  count === 0 ? after : { isEnd: false, step: (byte) => (isHex(byte) ? [hexBefore(after, count - 1)] : []) };

const escapeBefore = (after: ByteState): ByteState => ({
  isEnd: false,
  step: (byte) => (byte === U ? [hexBefore(after, 4)] : ESCAPED.has(byte) ? [after] : []),
});

/** Digits, as many as `most`; what follows them ends the number. */
function digits(most: number, next: ByteState): ByteState {
  const more = (left: number): ByteState => ({
    get isEnd() {
      return next.isEnd;
    },
    step: (byte) => [...(left > 0 && isDigit(byte) ? [more(left - 1)] : []), ...next.step(byte)],
  });
  return { isEnd: false, step: (byte) => (isDigit(byte) ? [more(most - 1)] : []) };
}

/** Longer ones say nothing that a double could hold, and a model could write digits for ever. */
const MOST_DIGITS = 15;
/** With three of them a number could be beyond every double, and would be read as infinite. */
const MOST_EXPONENT_DIGITS = 2;

export const integer: Reader = (next) => {
  const positive: ByteState = {
    isEnd: false,
    step: (byte) => {
      if (byte === 0x30) return [next];
      return isDigit(byte) ? digits(MOST_DIGITS, next).step(byte) : [];
    },
  };
  return [positive, ...bytes('-')(positive)];
};

export const number: Reader = (next) => {
  const exponent: Reader = (after) =>
    either(
      bytes('e'),
      bytes('E'),
    )(later(() => either((to) => [to], bytes('+'), bytes('-'))(digits(MOST_EXPONENT_DIGITS, after))));
  const fraction: Reader = (after) => bytes('.')(digits(MOST_DIGITS, after));
  const tail = later(() => [next, ...fraction(later(() => [next, ...exponent(next)])), ...exponent(next)]);
  return integer(tail);
};

export const literal = (value: unknown): Reader => bytes(JSON.stringify(value));

/** `open`, then items between commas, then `close`; `least` and `most` of them. */
export function list(
  item: Reader,
  { least = 0, most = Infinity }: { least?: number; most?: number },
): Reader {
  return (next) => {
    const close = bytes(']')(next);
    const after = (count: number): ByteState =>
      later(() => [
        ...(count >= least ? close : []),
        ...(count < most ? sequence(bytes(','), space, item)(after(count + 1)) : []),
      ]);
    const first = later(() => [...(least === 0 ? close : []), ...(most > 0 ? item(after(1)) : [])]);
    return bytes('[')(first);
  };
}

/** Any JSON, so deep that no model needs more. */
export function anyValue(depth = 8): Reader {
  const plain = [string, number, literal(true), literal(false), literal(null)];
  if (depth === 0) return either(...plain);
  const inner: Reader = (next) => [later(() => anyValue(depth - 1)(next))];
  const pair = sequence(string, bytes(':'), space, inner);
  const object: Reader = (next) => {
    const close = bytes('}')(next);
    const after: ByteState = later(() => [...close, ...sequence(bytes(','), space, pair)(after)]);
    return bytes('{')(later(() => [...close, ...pair(after)]));
  };
  return either(...plain, list(inner, {}), object);
}
