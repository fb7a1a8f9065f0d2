import { describe, expect, it } from 'vitest';
import { normalised } from '../hardening/normalise.ts';
import { findPii } from './find-pii.ts';
import { labelledTexts, unseenTexts, type LabelledText } from './test-pii-set.ts';

/** Marked passages that are not covered, and found ones that are none. */
function measured(texts: readonly LabelledText[]) {
  const missed: string[] = [];
  const wrong: string[] = [];
  let marked = 0;
  let found = 0;
  for (const { text, passages } of texts) {
    const plain = normalised(text);
    const spans = findPii(plain.text).map((pii) => plain.quote(pii.start, pii.end));
    marked += passages.length;
    found += spans.length;
    for (const { start, end } of passages)
      if (!spans.some((span) => span.start <= start && span.end >= end)) missed.push(text.slice(start, end));
    for (const span of spans)
      if (!passages.some(({ start, end }) => span.start < end && start < span.end)) wrong.push(span.text);
  }
  return { recall: 1 - missed.length / marked, precision: 1 - wrong.length / found, missed, wrong };
}

describe('findPii on labelled texts', () => {
  it('finds what names a person, and little else', () => {
    expect(measured(labelledTexts)).toMatchObject({ missed: [], wrong: ['20 Wall Street'] });
  });

  it('finds two of three in texts that it was not made for, and nothing else', () => {
    const { recall, wrong } = measured(unseenTexts);
    expect(recall).toBeGreaterThan(2 / 3);
    expect(wrong).toEqual([]);
  });
});
