/** What a table is called: the short lines right above it, where its unit stands too (`in millions`, `单位：万元`). */

import { onOneLine, type Part } from '../part.ts';

const MOST_LINES = 3;
const LONGEST = 150;
const SENTENCE_END = /[.;。；]$/;

/** From the parts before the table; they stay texts too. */
export function captionOf(before: readonly Part[]): string {
  const lines: string[] = [];
  for (const part of before.slice(-MOST_LINES).reverse()) {
    if (!('text' in part)) break;
    const line = onOneLine(part.text)
      .replace(/^#+ /, '')
      .replace(/[*_]{2}/g, '');
    if (line.length > LONGEST || SENTENCE_END.test(line)) break;
    lines.unshift(line);
  }
  return lines.join(' · ');
}
