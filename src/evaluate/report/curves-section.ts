/** How training went: one chart a quantity, GRPO with and without SFT in the same chart. */

import { html, type Html } from './html.ts';
import { lineChart, type LineChart } from './line-chart.ts';

export type MetricsRow = Readonly<Record<string, unknown>>;

interface Quantity {
  /** Names of the value in `metrics.jsonl`; the first that a row has counts. */
  keys: readonly string[];
  title: string;
  unit: string;
  share?: boolean;
}

const loss = (title: string): Quantity => ({ keys: ['loss'], title, unit: 'nats a token' });
const heldOut: Quantity = { keys: ['heldOutLoss'], title: 'SFT loss, held out', unit: 'nats a token' };

const reinforced: readonly Quantity[] = [
  { keys: ['rewardMean', 'reward'], title: 'Reward', unit: 'mean' },
  { keys: ['accuracy'], title: 'Rollout accuracy', unit: '', share: true },
  { keys: ['formatRate'], title: 'Format valid', unit: 'of rollouts', share: true },
  { keys: ['completionTokensMean', 'completionTokens'], title: 'Length', unit: 'tokens a rollout' },
  { keys: ['kl'], title: 'KL to the start', unit: 'nats, k3' },
  { keys: ['zeroVarianceShare'], title: 'Zero-variance groups', unit: 'dropped', share: true },
  { keys: ['loss'], title: 'Policy loss', unit: '' },
];

/** Null when the run has no metrics yet. */
export function curvesSection(rows: readonly MetricsRow[]): Html | null {
  const charts = [
    ...charted(rows, [loss('Pretraining loss')], ['pretrain']),
    ...charted(rows, [loss('SFT loss'), heldOut], ['sft']),
    ...charted(rows, reinforced, ['grpo', 'zero']),
  ];
  if (charts.length === 0) return null;
  const stages = [...new Set(charts.flatMap((chart) => chart.series.map((series) => series.name)))];
  return html`<section id="training">
    <h2>Training</h2>
    <p class="legend">
      ${stages.map((stage) => html`<span class="key stage-${stage}">${stage}</span>`)}
      <span class="note">by step; faint: raw, strong: smoothed</span>
    </p>
    <div class="charts">${charts.map(lineChart)}</div>
  </section>`;
}

function charted(
  rows: readonly MetricsRow[],
  quantities: readonly Quantity[],
  stages: readonly string[],
): LineChart[] {
  return quantities.flatMap(({ keys, title, unit, share = false }) => {
    const series = stages.flatMap((stage) => {
      const points = rows.flatMap((row) => {
        const value = keys.map((key) => row[key]).find((candidate) => typeof candidate === 'number');
        return row.stage === stage && typeof row.step === 'number' && value !== undefined
          ? [{ x: row.step, y: value }]
          : [];
      });
      return points.length > 0 ? [{ name: stage, colour: `stage-${stage}`, points }] : [];
    });
    return series.length > 0 ? [{ title, unit, share, series }] : [];
  });
}
