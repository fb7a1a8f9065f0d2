import { describe, expect, it } from 'vitest';
import { toCurve } from './curve.ts';
import { html } from './html.ts';
import { lineChart } from './line-chart.ts';
import { niceScale, place, shortNumber } from './scale.ts';

describe('html', () => {
  it('escapes texts, attributes and lists, and leaves its own work alone', () => {
    const inner = html`<i>${'a < b'}</i>`;
    expect(html`<p title="${'"\' onload=x'}">${[inner, '&', null, 3]}</p>`.text).toBe(
      '<p title="&#34;&#39; onload=x"><i>a &#60; b</i>&#38;3</p>',
    );
  });
});

describe('niceScale', () => {
  it.each([
    [0, 1, [0, 0.25, 0.5, 0.75, 1]],
    [0, 4000, [0, 1000, 2000, 3000, 4000]],
    [-0.3, 0.4, [-0.4, -0.2, 0, 0.2, 0.4]],
    [0.31, 0.69, [0.3, 0.4, 0.5, 0.6, 0.7]],
  ])('covers %d to %d with round ticks', (low, high, ticks) => {
    expect(niceScale(low, high, 4).ticks).toEqual(ticks);
  });

  it('has room for a constant', () => {
    const scale = niceScale(5, 5, 4);
    expect(scale.low).toBeLessThanOrEqual(5);
    expect(scale.high).toBeGreaterThan(scale.low);
    expect(place(scale.high, scale, 0, 100)).toBe(100);
  });
});

describe('shortNumber', () => {
  it.each([
    [0, '0'],
    [0.12345, '0.1235'],
    [1025, '1025'],
    [1.225, '1.225'],
    [12_000, '12k'],
    [2_500_000, '2.5M'],
    [0.00003, '3e−5'],
    [-0.5, '-0.5'],
  ])('writes %d as %s', (value, text) => expect(shortNumber(value)).toBe(text));
});

describe('toCurve', () => {
  it('keeps few points, their means and extremes, and the last step', () => {
    const points = Array.from({ length: 4000 }, (_, i) => ({ x: i + 1, y: i % 2 }));
    const curve = toCurve(points);
    expect(curve.length).toBeLessThanOrEqual(240);
    expect(curve.at(-1)?.x).toBe(4000);
    expect(curve[0]).toMatchObject({ low: 0, high: 1 });
    expect(curve[100]?.smooth).toBeCloseTo(0.5, 1);
  });

  it('leaves short curves as they are and drops what is no number', () => {
    const curve = toCurve([
      { x: 1, y: 3 },
      { x: 2, y: Number.NaN },
      { x: 3, y: 5 },
    ]);
    expect(curve.map(({ x, mean }) => [x, mean])).toEqual([
      [1, 3],
      [3, 5],
    ]);
  });
});

describe('lineChart', () => {
  it('draws a single point and a flat line without NaN', () => {
    for (const points of [
      [{ x: 1, y: 2 }],
      [
        { x: 1, y: 0 },
        { x: 2, y: 0 },
      ],
    ]) {
      const chart = {
        title: 'Loss',
        unit: '',
        share: false,
        series: [{ name: 'sft', colour: 'stage-sft', points }],
      };
      expect(lineChart(chart).text).not.toMatch(/NaN|Infinity/);
    }
  });
});
