/** A figure as a table prints it: where its value is only a bound, as one. */

import type { Figure } from '../figure.ts';
import type { Language } from '../wording.ts';
import { formatFigure } from './format-figure.ts';

const BOUNDS = {
  'more than': { en: 'more than ', zh: '大于' },
  'less than': { en: 'less than ', zh: '小于' },
};

/** E.g. `more than 95%`, `小于5%`. */
export function sayFigure(figure: Figure, language: Language): string {
  const { bound } = figure;
  return `${bound === undefined ? '' : BOUNDS[bound][language]}${formatFigure(figure, language)}`;
}

/** E.g. `60% – 95%`; null without an interval, and where it is no more than the bound that is told. */
export function sayInterval(figure: Figure, language: Language): string | null {
  const { interval, bound } = figure;
  if (interval === undefined || (bound !== undefined && interval[0] === interval[1])) return null;
  return interval.map((value) => formatFigure({ ...figure, value }, language)).join(' – ');
}

/** Where the words of its bound begin in `text`, in which the number that says the figure begins at `start`; null where they are not there. */
export function boundStart(text: string, start: number, bound: NonNullable<Figure['bound']>): number | null {
  const before = text.slice(0, start).toLowerCase();
  const words = Object.values(BOUNDS[bound]).find((one) => before.endsWith(one));
  return words === undefined ? null : start - words.length;
}
