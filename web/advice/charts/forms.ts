/** Shares and amounts as charts write them. */

import { language } from '../../state/preferences.ts';
import { shareText } from '../../text/numbers.ts';

/** 12 %, 3.5 % */
export function axisShare(value: number): string {
  return `${Number((100 * value).toFixed(1))} %`;
}

/** 120k, 1.2M; 12万 in Chinese */
export function shortAmount(value: number): string {
  const size = Math.abs(value);
  const few = (number: number): string => String(Number(number.toPrecision(3)));
  if (language.get() === 'zh') {
    if (size >= 1e8) return `${few(value / 1e8)}亿`;
    return size >= 1e4 ? `${few(value / 1e4)}万` : few(value);
  }
  if (size >= 1e6) return `${few(value / 1e6)}M`;
  return size >= 1e3 ? `${few(value / 1e3)}k` : few(value);
}

/** As the figures tell it: expected returns are not known well enough to tell what lies beyond apart. */
export function chanceText(probability: number): string {
  if (probability <= 0.05) return '< 5 %';
  return probability >= 0.95 ? '> 95 %' : shareText(probability);
}
