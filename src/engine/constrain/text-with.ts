/** Any text in which a tag is followed by what a reader reads. Inside of a thought the tag is text like any other. */

import type { ByteState, Reader } from './byte-reader.ts';
import { END } from './byte-reader.ts';

const [OPEN, CLOSE] = ['<think>', '</think>'];

/** What of the end of a text may yet become one of the tags. */
function begun(text: string, tags: readonly string[]): string {
  const most = Math.min(text.length, Math.max(...tags.map((tag) => tag.length)) - 1);
  for (let length = most; length > 0; length--) {
    const end = text.slice(text.length - length);
    if (tags.some((tag) => tag.startsWith(end))) return end;
  }
  return '';
}

/** After `most` tags and what follows them the text is over. */
export function textWith(
  reader: Reader,
  { tag, isThinking, most }: { tag: string; isThinking: boolean; most: number },
): ByteState {
  const outside = [OPEN, tag];
  /** The same place is the same state, so that ways that meet are one. */
  const states = new Map<string, ByteState>();
  const at = (end: string, inThought: boolean, left: number): ByteState => {
    if (left === 0) return END;
    const key = `${left} ${inThought} ${end}`;
    const known = states.get(key);
    if (known !== undefined) return known;
    const state: ByteState = {
      isEnd: true,
      step(byte) {
        // The tags are ASCII, and no byte of another character is.
        const seen = end + String.fromCharCode(byte);
        if (inThought)
          return [seen.endsWith(CLOSE) ? at('', false, left) : at(begun(seen, [CLOSE]), true, left)];
        if (seen.endsWith(tag)) return reader(at('', false, left - 1));
        return [seen.endsWith(OPEN) ? at('', true, left) : at(begun(seen, outside), false, left)];
      },
    };
    states.set(key, state);
    return state;
  };
  return at('', isThinking, most);
}
