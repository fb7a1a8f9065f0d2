/** A figure's value as it is said. */

import type { Language } from '../state/preferences.ts';
import { shareText, valueText } from '../text/numbers.ts';
import type { ShownFigure } from './api.ts';

export function figureText(figure: ShownFigure, language: Language): string {
  return figure.said?.[language] ?? plain(figure, figure.value);
}

export function intervalText(figure: ShownFigure): string {
  return figure.interval === undefined
    ? ''
    : figure.interval.map((bound) => plain(figure, bound)).join(' – ');
}

function plain({ unit, currency }: ShownFigure, value: number): string {
  if (unit === 'fraction') return shareText(value);
  if (unit === 'money') return `${Math.round(value).toLocaleString('en-GB')} ${currency ?? ''}`.trim();
  return unit === 'year' ? value.toFixed(0) : valueText(Number(value.toFixed(2)));
}
