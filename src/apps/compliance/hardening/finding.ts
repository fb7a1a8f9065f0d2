/** What a step of the preparation found that hides or steers. */

import type { Manipulation } from '../check/verdict.ts';
import type { MappedText } from './mapped-text.ts';

/** A cut: one passage can be as long as the text. */
const LONGEST_PLAIN = 500;

/** The passage from `start` to `end` of `text`, which reads as `plain` once it is undone. */
export function finding(
  kind: Manipulation['kind'],
  text: MappedText,
  { start, end }: { start: number; end: number },
  plain: string | null,
): Manipulation {
  return {
    kind,
    quote: text.quote(start, end),
    plain: plain === null ? null : plain.slice(0, LONGEST_PLAIN),
  };
}
