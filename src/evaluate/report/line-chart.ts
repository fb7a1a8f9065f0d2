/** One line chart as SVG: axes, the raw values faint, the smoothed line on top; `script.ts` adds values on hover. */

import { percent } from '../format-numbers.ts';
import { toCurve, type CurvePoint, type Point } from './curve.ts';
import { html, type Html } from './html.ts';
import { niceScale, place, shortNumber, type Scale } from './scale.ts';

export interface Series {
  name: string;
  /** CSS class that sets the colour, e.g. `stage-grpo`. */
  colour: string;
  points: readonly Point[];
}

export interface LineChart {
  title: string;
  /** What the values are, e.g. `nats a token`. */
  unit: string;
  /** Shares are 0…1, drawn on a full 0–100 % axis. */
  share: boolean;
  series: readonly Series[];
}

const WIDTH = 360;
const HEIGHT = 190;
const LEFT = 42;
const RIGHT = WIDTH - 10;
const TOP = 8;
const BOTTOM = HEIGHT - 24;

export function lineChart(chart: LineChart): Html {
  const curves = chart.series.map((series) => ({ ...series, curve: toCurve(series.points) }));
  const drawn = curves.filter(({ curve }) => curve.length > 0);
  const all = drawn.flatMap(({ curve }) => curve);
  const x = niceScale(0, Math.max(1, ...all.map((point) => point.x)), 4);
  const xAxis = { ...x, high: Math.max(1, ...all.map((point) => point.x)) };
  const yAxis = chart.share ? niceScale(0, 1, 4) : valueScale(all);
  const format = chart.share ? (value: number) => `${percent(value)} %` : shortNumber;
  const hover = drawn.map(({ name, curve }) => ({
    name,
    at: curve.map((point) => [
      round(place(point.x, xAxis, LEFT, RIGHT)),
      round(place(point.smooth, yAxis, BOTTOM, TOP)),
      point.x,
      format(point.smooth),
      format(point.mean),
    ]),
  }));
  return html`<figure class="chart">
    <figcaption>
      <b>${chart.title}</b> <span class="unit">${chart.unit}</span>
      ${drawn.map(
        ({ name, colour, curve }) =>
          html`<span class="last ${colour}" title="${name}, smoothed, last step"
            >${format(curve.at(-1)?.smooth ?? 0)}</span
          >`,
      )}
    </figcaption>
    <svg
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      role="img"
      aria-label="${chart.title} by step"
      data-curve="${JSON.stringify(hover)}"
    >
      ${axes(xAxis, yAxis, chart.share)}
      ${drawn.map(
        ({ colour, curve }) =>
          html`<g class="${colour}">
            <path class="raw" d="${rawPath(curve, xAxis, yAxis)}" />
            <path class="smooth" d="${smoothPath(curve, xAxis, yAxis)}" />
          </g>`,
      )}
      <g class="cursor" visibility="hidden"><line y1="${TOP}" y2="${BOTTOM}" /></g>
    </svg>
  </figure>`;
}

/** From zero where the values come near it; otherwise around the values. */
function valueScale(points: readonly CurvePoint[]): Scale {
  const low = Math.min(...points.map((point) => point.low));
  const high = Math.max(...points.map((point) => point.high));
  return niceScale(low > 0 && low < high / 2 ? 0 : low, high, 4);
}

function axes(x: Scale, y: Scale, share: boolean): Html {
  return html`<g class="axis">
    ${y.ticks.map((tick) => {
      const at = round(place(tick, y, BOTTOM, TOP));
      return html`<line x1="${LEFT}" x2="${RIGHT}" y1="${at}" y2="${at}" /><text
          x="${LEFT - 6}"
          y="${at + 3.5}"
          text-anchor="end"
          >${share ? `${Math.round(100 * tick)} %` : shortNumber(tick)}</text
        >`;
    })}
    ${x.ticks
      .filter((tick) => tick <= x.high)
      .map((tick) => {
        const at = round(place(tick, x, LEFT, RIGHT));
        const anchor = at > RIGHT - 12 ? 'end' : 'middle';
        return html`<text x="${at}" y="${BOTTOM + 15}" text-anchor="${anchor}">${shortNumber(tick)}</text>`;
      })}
  </g>`;
}

function rawPath(curve: readonly CurvePoint[], x: Scale, y: Scale): string {
  return path(
    curve.flatMap((point) =>
      (point.low === point.high ? [point.mean] : [point.low, point.high]).map(
        (value) => [point.x, value] as const,
      ),
    ),
    x,
    y,
  );
}

function smoothPath(curve: readonly CurvePoint[], x: Scale, y: Scale): string {
  return path(
    curve.map((point) => [point.x, point.smooth] as const),
    x,
    y,
  );
}

function path(points: readonly (readonly [number, number])[], x: Scale, y: Scale): string {
  return points
    .map(
      ([px, py], i) =>
        `${i === 0 ? 'M' : 'L'}${round(place(px, x, LEFT, RIGHT))} ${round(place(py, y, BOTTOM, TOP))}`,
    )
    .join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
