/** A text that is too long for one check, cut where paragraphs end. */

import type { TextToCheck } from '../check/verdict.ts';

/** About 40 pages. */
const LONGEST = 100_000;

export function withinLength(text: TextToCheck): TextToCheck[] {
  const { length } = text.text;
  if (length <= LONGEST) return [text];
  const pieces: TextToCheck[] = [];
  let start = 0;
  while (start < length) {
    const end = start + LONGEST >= length ? length : endOf(text.text, start + LONGEST / 2, start + LONGEST);
    const hidden = text.hidden?.flatMap((span) => {
      const within = { start: Math.max(span.start, start) - start, end: Math.min(span.end, end) - start };
      return within.start < within.end ? [within] : [];
    });
    const id = `${text.id} part ${pieces.length + 1}`;
    pieces.push({ ...text, id, text: text.text.slice(start, end), ...(hidden && { hidden }) });
    start = end;
  }
  return pieces;
}

/** After the last paragraph, line or sentence that ends between `from` and `to`. */
function endOf(text: string, from: number, to: number): number {
  for (const end of ['\n\n', '\n', '。', '. ']) {
    const at = text.lastIndexOf(end, to - end.length);
    if (at >= from) return at + end.length;
  }
  return to;
}
