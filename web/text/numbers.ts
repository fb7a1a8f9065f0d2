/** Numbers, shares and times for people. */

import { language } from '../state/preferences.ts';

const locale = (): string => (language.get() === 'zh' ? 'zh-CN' : 'en-GB');

/** 12,345 */
export function countText(count: number): string {
  return count.toLocaleString(locale());
}

/** 0.7512 → 75.1 %; null → – */
export function shareText(share: number | null | undefined): string {
  return share === null || share === undefined ? '–' : `${(100 * share).toFixed(1)} %`;
}

/** 75.1 % [72.2, 77.6] */
export function intervalText(share: number | null, low: number, high: number): string {
  return share === null ? '–' : `${shareText(share)} [${(100 * low).toFixed(1)}, ${(100 * high).toFixed(1)}]`;
}

/** A measured value in a few digits. */
export function valueText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value);
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e6)
    ? value.toExponential(2)
    : String(Number(value.toPrecision(4)));
}

/** `p < 0.001`, `p = 0.012` */
export function pValueText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
}

/** 3 h 31 min, 4 min 08 s, 12 s */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  const [h, min, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  if (h > 0) return `${h} h ${String(min).padStart(2, '0')} min`;
  return min > 0 ? `${min} min ${String(s).padStart(2, '0')} s` : `${s} s`;
}

/** The reader's own date and time. */
export function timeText(iso: string): string {
  return new Date(iso).toLocaleString(locale(), { dateStyle: 'medium', timeStyle: 'short' });
}
