/** Figures as the page prints them: in the words of the explanation, in both languages. */

import { sayFigure, sayInterval } from '../../apps/advisory/index.ts';
import type { Advice, Figure } from '../../apps/advisory/index.ts';
import type { SaidAdvice, SaidFigure } from './shapes.ts';

export function withSaid(advice: Advice): SaidAdvice {
  return { ...advice, figures: advice.figures.map(said) };
}

function said(figure: Figure): SaidFigure {
  const en = sayInterval(figure, 'en');
  const zh = sayInterval(figure, 'zh');
  return {
    ...figure,
    said: { en: sayFigure(figure, 'en'), zh: sayFigure(figure, 'zh') },
    saidInterval: en === null || zh === null ? null : { en, zh },
  };
}
