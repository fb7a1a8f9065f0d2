/** Axes and scales of the report's charts, as SVG that needs nothing from outside. */

export const WIDTH = 640;
export const HEIGHT = 300;
const [LEFT, RIGHT, TOP, BOTTOM] = [64, 16, 16, 40];
const TICKS = 5;

export interface Scale {
  x(value: number): number;
  y(value: number): number;
}

export interface Frame {
  scale: Scale;
  /** Grid, tick labels and axis names. */
  axes: string;
}

export interface Axis {
  low: number;
  high: number;
  name: string;
  text: (value: number) => string;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A number of an SVG attribute. */
export function at(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export function frame(x: Axis, y: Axis): Frame {
  const scale: Scale = {
    x: (value) => LEFT + ((value - x.low) / (x.high - x.low || 1)) * (WIDTH - LEFT - RIGHT),
    y: (value) => HEIGHT - BOTTOM - ((value - y.low) / (y.high - y.low || 1)) * (HEIGHT - TOP - BOTTOM),
  };
  const between = ({ low, high }: Axis): number[] =>
    Array.from({ length: TICKS }, (_, i) => low + ((high - low) * i) / (TICKS - 1));
  const horizontal = between(y).map(
    (value) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at(scale.y(value))}" y2="${at(scale.y(value))}" class="grid"/>` +
      `<text x="${LEFT - 6}" y="${at(scale.y(value) + 4)}" text-anchor="end">${escapeHtml(y.text(value))}</text>`,
  );
  // The last label would stand half outside.
  const anchor = (i: number): string => (i === TICKS - 1 ? 'end' : 'middle');
  const below = between(x).map(
    (value, i) =>
      `<text x="${at(scale.x(value))}" y="${HEIGHT - BOTTOM + 16}" text-anchor="${anchor(i)}">${escapeHtml(x.text(value))}</text>`,
  );
  const names =
    `<text x="${WIDTH - RIGHT}" y="${HEIGHT - 6}" text-anchor="end" class="name">${escapeHtml(x.name)}</text>` +
    `<text x="${LEFT}" y="${TOP - 4}" class="name">${escapeHtml(y.name)}</text>`;
  return { scale, axes: [...horizontal, ...below, names].join('') };
}

export function path(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${at(x)} ${at(y)}`).join('');
}

/** Classes of the marks of a chart, as its key shows them. */
type Mark = 'line' | 'other' | 'limit' | 'band' | 'main' | 'soft' | 'goal';

const KEY_ROW = 20;
const [KEY_MARK, KEY_TEXT] = [22, 30];

/** The key of a chart whose picture ends at `top`, a row for each mark; and where it ends itself. */
export function keyOf(
  marks: readonly (readonly [Mark, string])[],
  top = HEIGHT,
): { key: string; bottom: number } {
  const rows = marks.map(([mark, text], i) => {
    const y = top + i * KEY_ROW + 12;
    const isLine = mark === 'line' || mark === 'other' || mark === 'limit';
    const shape = isLine
      ? `<line x1="${LEFT}" x2="${LEFT + KEY_MARK}" y1="${at(y - 4)}" y2="${at(y - 4)}" class="${mark}"/>`
      : `<rect x="${LEFT}" y="${at(y - 9)}" width="${KEY_MARK}" height="10" class="${mark}"/>`;
    return `${shape}<text x="${LEFT + KEY_TEXT}" y="${at(y)}">${escapeHtml(text)}</text>`;
  });
  return { key: rows.join(''), bottom: top + marks.length * KEY_ROW + 4 };
}

/** A chart with its name for those who do not see it; the data stands in a table beside it. */
export function figureOf(title: string, summary: string, body: string, height = HEIGHT): string {
  return (
    `<figure><figcaption>${escapeHtml(title)}</figcaption>` +
    `<svg viewBox="0 0 ${WIDTH} ${at(height)}" role="img" aria-label="${escapeHtml(summary)}">${body}</svg></figure>`
  );
}
