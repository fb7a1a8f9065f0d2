/** `{{plan.volatility}}` in a text stands for a figure: it is filled in here, so its digits cannot be wrong. */

import type { Figure } from '../figure.ts';
import type { Language } from '../wording.ts';
import type { Placed } from './bind.ts';
import { sayFigure } from './say-figure.ts';

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

export interface FilledText {
  text: string;
  placed: Placed[];
  /** Ids that are no figures; their places are left as they were written. */
  unknown: string[];
}

export function fillPlaceholders(text: string, figures: readonly Figure[], language: Language): FilledText {
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  const placed: Placed[] = [];
  const unknown: string[] = [];
  let filled = '';
  let from = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    const id = match[1] ?? '';
    const figure = byId.get(id);
    filled += text.slice(from, match.index);
    from = match.index + match[0].length;
    if (figure === undefined) {
      unknown.push(id);
      filled += match[0];
      continue;
    }
    const printed = sayFigure(figure, language);
    placed.push({ start: filled.length, end: filled.length + printed.length, figure: id });
    filled += printed;
  }
  return { text: filled + text.slice(from), placed, unknown };
}
