/** A chart as uPlot wants it: columns over one list of steps, colours that a canvas knows. */

import type uPlot from 'uplot';
import type { CurvePoint } from './smooth.ts';

interface Line {
  label: string;
  colour: string;
  /** A smoothed line is drawn over it. */
  isFaint: boolean;
}

interface Drawing {
  height: number;
  group: string | undefined;
  valueForm: (value: number) => string;
  /** Index of the step under the pointer; null: none. */
  onCursor: (index: number | null) => void;
}

/** One list of steps for all lines: those that were measured, then the smoothed ones that there are. */
export function curveData(
  measured: readonly (readonly CurvePoint[])[],
  smooth: readonly (readonly CurvePoint[] | null)[],
): uPlot.AlignedData {
  const lines = [...measured, ...smooth.filter((points) => points !== null)];
  const steps = [...new Set(lines.flatMap((points) => points.map(({ step }) => step)))].sort((a, b) => a - b);
  const columns = lines.map((points) => {
    const byStep = new Map(points.map(({ step, value }) => [step, value]));
    return steps.map((step) => byStep.get(step) ?? null);
  });
  return [steps, ...columns];
}

/** New data in a chart; the part of it that a reader has drawn nearer stays in view. */
export function takeData(chart: uPlot, data: uPlot.AlignedData): void {
  const { min = null, max = null } = chart.scales.x ?? {};
  const [first, last] = [chart.data[0][0], chart.data[0].at(-1)];
  const isNear =
    min !== null && max !== null && first !== undefined && last !== undefined && (min > first || max < last);
  chart.batch(() => {
    chart.setData(data);
    if (isNear) chart.setScale('x', { min, max });
  });
}

export function curveOptions(
  element: HTMLElement,
  lines: readonly Line[],
  { height, group, valueForm, onCursor }: Drawing,
): uPlot.Options {
  const style = getComputedStyle(element);
  const line = colourOf('var(--line)', element);
  const axis: uPlot.Axis = {
    stroke: style.color,
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, width: 1 },
    font: `11px ${style.fontFamily}`,
  };
  const drawn = ({ label, colour, isFaint }: Line): uPlot.Series => {
    const named = colour.startsWith('--') ? `var(${colour})` : colour;
    return {
      label,
      stroke: colourOf(isFaint ? `color-mix(in srgb, ${named} 30%, transparent)` : named, element),
      width: isFaint ? 1 : 1.5,
      spanGaps: true,
      // A line needs two.
      points: { show: (chart) => chart.data[0].length < 2 },
    };
  };
  const smooth = lines.filter(({ isFaint }) => isFaint).map((one) => ({ ...one, isFaint: false }));
  return {
    ...{ width: element.clientWidth, height, legend: { show: false }, scales: { x: { time: false } } },
    cursor: { y: false, sync: group === undefined ? undefined : { key: group } },
    axes: [
      { ...axis, size: 32 },
      { ...axis, size: 58, values: (_, values) => values.map(valueForm) },
    ],
    series: [{}, ...[...lines, ...smooth].map(drawn)],
    hooks: { setCursor: [({ cursor }) => onCursor(cursor.idx ?? null)] },
  };
}

/** A canvas wants a colour, not the rule that makes it. */
function colourOf(rule: string, element: HTMLElement): string {
  const probe = element.appendChild(document.createElement('i'));
  probe.style.color = rule;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
