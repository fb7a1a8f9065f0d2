/** The part of a long text that a model is shown: around what speaks for the rule. */

import type { MappedText } from '../hardening/mapped-text.ts';
import type { Quote } from './verdict.ts';

/** About 4,000 tokens in English, more in Chinese. */
const LONGEST = 16_000;

/** The whole where it is short enough; `isWhole` says so. */
export function excerptFor(text: MappedText, about: Quote | null): { text: MappedText; isWhole: boolean } {
  const { length } = text.text;
  if (length <= LONGEST) return { text, isWhole: true };
  const middle = about === null ? 0 : text.spanOf(about).start;
  const from = Math.min(Math.max(0, middle - LONGEST / 2), length - LONGEST);
  const start = from === 0 ? 0 : borderAfter(text.text, from);
  const end = from + LONGEST;
  const shown = text.edit([
    { start: 0, end: start, by: '' },
    { start: end, end: length, by: '' },
  ]);
  return { text: shown, isWhole: false };
}

function borderAfter(text: string, at: number): number {
  const border = text.slice(at, at + 200).search(/[\n.。!?]/);
  return border < 0 ? at : at + border + 1;
}
