/** How results are written for people: percentages, p-values, times. */

/** `62.3`: percent with one digit; `–` for nothing to show. */
export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? '–' : (100 * share).toFixed(1);
}

/** `p = 0.013`, `p < 0.001`. */
export function pValueText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
}

/** A difference of shares in points with its sign: `+12.3`. */
export function pointsText(difference: number): string {
  const text = (100 * Math.abs(difference)).toFixed(1);
  return Number(text) === 0 ? text : `${difference < 0 ? '−' : '+'}${text}`;
}

/** `48 s`, `3 min 05 s`, `1 h 02 min`. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return seconds < 10 ? `${seconds.toFixed(1)} s` : `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** `624,512`. */
export function countText(count: number): string {
  return count.toLocaleString('en-US');
}
