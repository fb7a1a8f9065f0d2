/** A chart as inline SVG: axes, what is drawn in them, the same in a sentence, and the numbers as a table. */

import type { ComponentChildren } from 'preact';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useAdvice } from '../texts.ts';
import { ticks } from './ticks.ts';

export const WIDTH = 560;
export const HEIGHT = 300;
const [LEFT, RIGHT, TOP, BOTTOM] = [58, 14, 24, 40];

export interface Axis {
  low: number;
  high: number;
  name: string;
  form: (value: number) => string;
  /** Where values are written; left out: at round ones. */
  at?: readonly number[];
}

export interface Scale {
  x: (value: number) => number;
  y: (value: number) => number;
}

interface Props {
  title: string;
  /** What is to be seen, in a sentence. */
  summary: string;
  x: Axis;
  y: Axis;
  table: { head: readonly string[]; rows: readonly (readonly string[])[] };
  /** What the colours mean. */
  keys?: readonly (readonly [of: 'weight' | 'risk' | 'other' | 'band' | 'goal', text: string])[];
  /** Stands beside the title. */
  aside?: ComponentChildren;
  children: (scale: Scale) => ComponentChildren;
}

export function Chart({ title, summary, x, y, table, keys = [], aside, children }: Props) {
  const scale: Scale = {
    x: (value) => rounded(LEFT + ((value - x.low) / (x.high - x.low || 1)) * (WIDTH - LEFT - RIGHT)),
    y: (value) =>
      rounded(HEIGHT - BOTTOM - ((value - y.low) / (y.high - y.low || 1)) * (HEIGHT - TOP - BOTTOM)),
  };
  return (
    <figure class="chart">
      <figcaption>
        <b>{title}</b> {aside}{' '}
        <span class="note">
          {keys.map(([of, text]) => (
            <span key={of}>
              <i class="key" data-of={of} /> {text}{' '}
            </span>
          ))}
        </span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${title}. ${summary}`}>
        {(y.at ?? ticks(y.low, y.high)).map((value) => (
          <g key={value}>
            <line class="grid" x1={LEFT} x2={WIDTH - RIGHT} y1={scale.y(value)} y2={scale.y(value)} />
            <text x={LEFT - 6} y={scale.y(value) + 4} text-anchor="end">
              {y.form(value)}
            </text>
          </g>
        ))}
        {(x.at ?? ticks(x.low, x.high)).map((value) => (
          <text key={value} x={scale.x(value)} y={HEIGHT - BOTTOM + 16} text-anchor="middle">
            {x.form(value)}
          </text>
        ))}
        <text class="name" x={WIDTH - RIGHT} y={HEIGHT - 6} text-anchor="end">
          {x.name}
        </text>
        <text class="name" x={4} y={TOP - 10}>
          {y.name}
        </text>
        {children(scale)}
      </svg>
      <p class="note">{summary}</p>
      <ChartTable title={title} {...table} />
    </figure>
  );
}

interface TableProps {
  title: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

export function ChartTable({ title, head, rows }: TableProps) {
  const text = useAdvice();
  return (
    <details>
      <summary>{text.charts.asTable}</summary>
      <ScrollTable label={title}>
        <thead>
          <tr>
            {head.map((cell, i) => (
              <th key={i} scope="col" class={i === 0 ? undefined : 'number'}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, column) => (
                <td key={column} class={column === 0 ? undefined : 'number'}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </details>
  );
}

/** The corners of a line as a path. */
export function line(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Every n-th of many, so that a table stays to be read; first and last stay. */
export function few<T>(items: readonly T[], most = 24): { item: T; index: number }[] {
  const step = Math.max(1, Math.ceil((items.length - 1) / (most - 1)));
  return items
    .map((item, index) => ({ item, index }))
    .filter(({ index }) => index % step === 0 || index === items.length - 1);
}
