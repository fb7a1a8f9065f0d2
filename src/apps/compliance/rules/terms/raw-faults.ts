/** What speaks against a raw regular expression in a phrase: it cannot be read, or some text would keep it busy for ever. */

/** Null where nothing does; otherwise the end of a sentence that begins with the phrase. */
export function rawFault(source: string): string | null {
  try {
    new RegExp(source, 'gi');
  } catch (error) {
    return `is no regular expression: ${(error as Error).message}`;
  }
  if (new RegExp(`^(?:${source})$`, 'i').test('')) return 'fits the empty text';
  return nested(source)
    ? 'repeats a group that repeats itself, such as (a+)+, which can take for ever'
    : null;
}

/** Whether a group with an unbounded or wide repetition inside is itself repeated. */
function nested(source: string): boolean {
  const repeats: boolean[] = [];
  const plain = source.replace(/\\./g, 'x').replace(/\[(?:\^?\]?)[^\]]*\]/g, 'x');
  // Up to twenty times is no danger.
  const repetition = /^(?:[*+]|\{\d+,(?:|[2-9]\d|\d{3,})\})/;
  let inside = false;
  for (let at = 0; at < plain.length; at++) {
    if (plain[at] === '(') {
      repeats.push(inside);
      inside = false;
    } else if (plain[at] === ')') {
      const repeated = repetition.test(plain.slice(at + 1));
      if (inside && repeated) return true;
      inside ||= repeated;
      inside = (repeats.pop() ?? false) || inside;
    } else if (repetition.test(plain.slice(at))) {
      inside = true;
    }
  }
  return false;
}
