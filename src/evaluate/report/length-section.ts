/** Length against accuracy: whether longer reasoning is better reasoning, or the sign of a model that is lost. */

import { countText, percent } from '../format-numbers.ts';
import type { EvaluatedAnswer } from '../sample-rows.ts';
import { html, type Html } from './html.ts';
import { lengthBins, type LengthBin } from './length-bins.ts';
import { place, shortNumber } from './scale.ts';
import { stageColour } from './stage-colour.ts';

const WIDTH = 360;
const HEIGHT = 190;
const LEFT = 58;
const RIGHT = WIDTH - 6;
const TOP = 8;
const BOTTOM = HEIGHT - 38;
const percentAxis = { low: 0, high: 1, ticks: [0, 0.25, 0.5, 0.75, 1] };

/** Null where the answers of no model differ in length. */
export function lengthSection(answers: readonly EvaluatedAnswer[], stages: readonly string[]): Html | null {
  const charts = stages
    .map((stage) => ({ stage, bins: lengthBins(answers.filter((answer) => answer.stage === stage)) }))
    .filter(({ bins }) => bins.length > 1);
  if (charts.length === 0) return null;
  return html`<section id="length">
    <h2>Length and accuracy</h2>
    <p class="note">
      Answers in ten groups of about equal size from the shortest to the longest; lines are 95 % Wilson
      intervals.
    </p>
    <div class="charts">
      ${charts.map(({ stage, bins }) => chart(stage, bins, stageColour(stage, stages)))}
    </div>
  </section>`;
}

function chart(stage: string, bins: readonly LengthBin[], colour: string): Html {
  const width = (RIGHT - LEFT) / bins.length;
  return html`<figure class="chart ${colour}">
    <figcaption><b>${stage}</b> <span class="unit">accuracy by completion tokens</span></figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${summary(stage, bins)}">
      <g class="axis">
        ${percentAxis.ticks.map((tick) => {
          const y = heightOf(tick);
          return html`<line x1="${LEFT}" x2="${RIGHT}" y1="${y}" y2="${y}" /><text
              x="${LEFT - 6}"
              y="${y + 3.5}"
              text-anchor="end"
              >${100 * tick} %</text
            >`;
        })}
        <text x="${LEFT - 6}" y="${BOTTOM + 15}" text-anchor="end">tokens ≤</text>
        <text class="small" x="${LEFT - 6}" y="${BOTTOM + 30}" text-anchor="end">answers</text>
        ${bins.map((bin, i) => {
          const x = round(LEFT + (i + 0.5) * width);
          return html`<text class="small" x="${x}" y="${BOTTOM + 15}" text-anchor="middle"
              >${shortNumber(bin.to)}</text
            ><text class="small" x="${x}" y="${BOTTOM + 30}" text-anchor="middle"
              >${shortNumber(bin.n)}</text
            >`;
        })}
      </g>
      ${bins.map((bin, i) => {
        const x = round(LEFT + (i + 0.5) * width);
        return html`<g class="bin">
          <title>
            ${bin.from} – ${bin.to} tokens: ${percent(bin.accuracy)} % of ${countText(bin.n)}
            [${percent(bin.low)}, ${percent(bin.high)}]
          </title>
          <line x1="${x}" x2="${x}" y1="${heightOf(bin.low)}" y2="${heightOf(bin.high)}" />
          <circle cx="${x}" cy="${heightOf(bin.accuracy)}" r="4" />
        </g>`;
      })}
    </svg>
  </figure>`;
}

function summary(stage: string, bins: readonly LengthBin[]): string {
  const parts = bins.map(({ to, accuracy }) => `${percent(accuracy)} % up to ${to} tokens`);
  return `${stage}, accuracy by length: ${parts.join(', ')}`;
}

function heightOf(share: number): number {
  return round(place(share, percentAxis, BOTTOM, TOP));
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
