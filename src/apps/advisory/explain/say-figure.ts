/** A figure as a table prints it: where its value is only a bound, as one. */

import type { Figure } from '../figure.ts';
import type { Language } from '../wording.ts';
import { formatFigure } from './format-figure.ts';

const BOUNDS = {
  'more than': { en: 'more than ', zh: '大于' },
  'less than': { en: 'less than ', zh: '小于' },
};

/** E.g. `more than `, `小于`; empty where the value is the value. */
export function boundWords(bound: Figure['bound'], language: Language): string {
  return bound === undefined ? '' : BOUNDS[bound][language];
}

/** E.g. `more than 95%`, `小于5%`. */
export function sayFigure(figure: Figure, language: Language): string {
  return `${boundWords(figure.bound, language)}${formatFigure(figure, language)}`;
}
