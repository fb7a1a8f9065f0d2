/** A measure over steps: lines that can be read off, drawn by uPlot, with the same numbers as a table for those who do not look. */

import { useEffect, useMemo, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { isDark } from '../state/is-dark.ts';
import { useStore } from '../state/store.ts';
import { valueText } from '../text/numbers.ts';
import { useTexts } from '../text/use-texts.ts';

export interface CurveSeries {
  label: string;
  /** A CSS colour, or the name of a variable as `--sft`. */
  colour: string;
  /** By step; null where nothing was measured. */
  points: readonly { step: number; value: number | null }[];
}

interface Props {
  title: string;
  unit?: string;
  series: readonly CurveSeries[];
  /** Charts of one group share their cursor. */
  group?: string;
}

const HEIGHT = 170;
const TABLE_ROWS = 20;

export function Curve({ title, unit, series, group }: Props) {
  const { parts } = useTexts();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const dark = useStore(isDark);
  const data = useMemo(() => align(series), [series]);
  const latest = useRef(data);
  latest.current = data;
  const form = series.map(({ label, colour }) => `${label} ${colour}`).join('|');
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const made = new uPlot(optionsOf(element, series, group), latest.current, element);
    chart.current = made;
    const watch = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [form, group, dark]);
  useEffect(() => chart.current?.setData(data), [data]);
  const last = series.map(({ label, points }) => {
    const value = points.findLast((point) => point.value !== null)?.value;
    return `${label} ${value === undefined || value === null ? parts.none : valueText(value)}`;
  });
  return (
    <figure class="curve">
      <figcaption>
        <b>{title}</b> {unit !== undefined && <span class="note">{unit}</span>}{' '}
        <span class="last">{last.join(' · ')}</span>
      </figcaption>
      <div ref={place} role="img" aria-label={`${title}: ${last.join(', ')}`} />
      <details>
        <summary>{parts.table}</summary>
        <CurveTable data={data} labels={series.map(({ label }) => label)} />
      </details>
    </figure>
  );
}

function CurveTable({ data, labels }: { data: uPlot.AlignedData; labels: readonly string[] }) {
  const { parts } = useTexts();
  const [steps, ...columns] = data;
  const count = steps.length;
  const every = Math.max(1, Math.ceil(count / TABLE_ROWS));
  const rows = Array.from({ length: count }, (_, i) => i).filter((i) => i % every === 0 || i === count - 1);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">#</th>
          {labels.map((label) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((i) => (
          <tr key={i}>
            <th scope="row">{steps[i]}</th>
            {columns.map((column, c) => {
              const value = column[i];
              return <td key={c}>{value === null || value === undefined ? parts.none : valueText(value)}</td>;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One list of steps for all series, as uPlot wants it. */
function align(series: readonly CurveSeries[]): uPlot.AlignedData {
  const steps = [...new Set(series.flatMap(({ points }) => points.map(({ step }) => step)))].sort(
    (a, b) => a - b,
  );
  const columns = series.map(({ points }) => {
    const byStep = new Map(points.map(({ step, value }) => [step, value]));
    return steps.map((step) => byStep.get(step) ?? null);
  });
  return [steps, ...columns];
}

function optionsOf(
  element: HTMLElement,
  series: readonly CurveSeries[],
  group: string | undefined,
): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string): string => (name.startsWith('--') ? colourOf(name, element) : name);
  const axis: uPlot.Axis = {
    stroke: style.color,
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { stroke: colour('--line'), width: 1 },
    font: `11px ${style.fontFamily}`,
  };
  return {
    width: element.clientWidth,
    height: HEIGHT,
    cursor: { sync: group === undefined ? undefined : { key: group } },
    legend: { show: false },
    scales: { x: { time: false } },
    axes: [axis, { ...axis, size: 54, values: (_, values) => values.map((value) => valueText(value)) }],
    series: [
      {},
      ...series.map(({ label, colour: name }) => ({
        label,
        stroke: colour(name),
        width: 1.5,
        spanGaps: true,
        points: { show: false },
      })),
    ],
  };
}

/** A canvas wants a colour, not the rule that makes it. */
function colourOf(variable: string, element: HTMLElement): string {
  const probe = element.appendChild(document.createElement('i'));
  probe.style.color = `var(${variable})`;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
