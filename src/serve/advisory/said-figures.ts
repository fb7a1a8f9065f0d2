/** Figures as the page prints them: in the words of the explanation, in both languages. */

import { formatFigure, sayFigure } from '../../apps/advisory/index.ts';
import type { Advice, Figure } from '../../apps/advisory/index.ts';
import type { SaidAdvice, SaidFigure } from './shapes.ts';

export function withSaid(advice: Advice): SaidAdvice {
  return { ...advice, figures: advice.figures.map(said) };
}

function said(figure: Figure): SaidFigure {
  const { interval } = figure;
  return {
    ...figure,
    said: { en: sayFigure(figure, 'en'), zh: sayFigure(figure, 'zh') },
    saidInterval:
      interval === undefined
        ? null
        : { en: bounds(figure, interval, 'en'), zh: bounds(figure, interval, 'zh') },
  };
}

function bounds(figure: Figure, interval: readonly number[], language: 'en' | 'zh'): string {
  return interval.map((value) => formatFigure({ ...figure, value }, language)).join(' – ');
}
