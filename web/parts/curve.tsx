/** A measure over steps: lines that can be read off, drawn by uPlot, with the same numbers as a table for those who do not look. */

import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useLocation } from 'wouter-preact';
import { isDark } from '../state/is-dark.ts';
import { useStore } from '../state/store.ts';
import { valueText } from '../text/numbers.ts';
import { useTexts } from '../text/use-texts.ts';
import { CurveTable } from './curve-table.tsx';
import { curveData, curveOptions, takeData } from './draw-curve.ts';
import { smoothed, thinned } from './smooth.ts';
import type { CurvePoint } from './smooth.ts';

export interface CurveSeries {
  label: string;
  /** A CSS colour, or the name of a variable as `--sft`. */
  colour: string;
  points: readonly CurvePoint[];
}

interface Props {
  title: string;
  unit?: string;
  series: readonly CurveSeries[];
  /** Charts of one group share their cursor. */
  group?: string;
  /** How a value is written. */
  valueForm?: (value: number) => string;
  /** Long curves get a line through their noise, and are faint themselves. */
  isSmoothed?: boolean;
  /** What lies behind a step; a click leads there. */
  hrefOf?: (step: number) => string;
}

const HEIGHT = 170;

export function Curve(props: Props) {
  const { title, unit, series, group, valueForm = valueText, isSmoothed = false, hrefOf } = props;
  const { parts } = useTexts();
  const [, navigate] = useLocation();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const dark = useStore(isDark);
  const raw = useMemo(() => series.map((one) => ({ ...one, points: thinned(one.points) })), [series]);
  const lines = useMemo(
    () => (isSmoothed ? raw.map(({ points }) => smoothed(points)) : []),
    [raw, isSmoothed],
  );
  const data = useMemo(
    () =>
      curveData(
        raw.map(({ points }) => points),
        lines,
      ),
    [raw, lines],
  );
  const latest = useRef(data);
  latest.current = data;
  const choose = useRef<((step: number) => void) | null>(null);
  choose.current = hrefOf === undefined ? null : (step) => navigate(hrefOf(step));
  const form = raw
    .map(({ label, colour }, i) => `${label} ${colour} ${lines[i] == null ? 'plain' : 'smooth'}`)
    .join('|');
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const styled = raw.map((one, i) => ({ ...one, isFaint: lines[i] != null }));
    const options = curveOptions(element, styled, { height: HEIGHT, group, valueForm, onCursor: setAt });
    const made = new uPlot(options, latest.current, element);
    made.over.addEventListener('click', () => {
      const step = made.cursor.idx == null ? undefined : made.data[0][made.cursor.idx];
      if (step !== undefined) choose.current?.(step);
    });
    chart.current = made;
    const watch = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [form, group, dark]);
  useEffect(() => {
    if (chart.current !== null && chart.current.data !== data) takeData(chart.current, data);
  }, [data]);
  const [steps, ...columns] = data;
  const values = raw.map(({ label, colour, points }, i) => {
    const value = at === null ? points.findLast((point) => point.value !== null)?.value : columns[i]?.[at];
    return { label, colour, text: value === null || value === undefined ? parts.none : valueForm(value) };
  });
  const spoken = values.map(({ label, text }) => `${label} ${text}`).join(', ');
  return (
    <figure class="curve" data-leads={hrefOf !== undefined}>
      <figcaption>
        <b>{title}</b> {unit !== undefined && <span class="note">{unit}</span>}{' '}
        <span class="last">
          <span>{at === null ? parts.last : parts.step(steps[at] ?? 0)}</span>{' '}
          {values.map(({ label, colour, text }) => (
            <span key={label} style={{ color: colour.startsWith('--') ? `var(${colour})` : colour }}>
              {label} <b>{text}</b>{' '}
            </span>
          ))}
        </span>
      </figcaption>
      <div ref={place} role="img" aria-label={`${title}: ${spoken}`} />
      <details>
        <summary>{parts.table}</summary>
        <CurveTable
          steps={steps}
          columns={raw.map(({ label }, i) => ({ label, values: columns[i] ?? [] }))}
          {...{ title, valueForm, hrefOf }}
        />
      </details>
    </figure>
  );
}
