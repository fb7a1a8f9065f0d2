/** What is claimed, what others have measured, and what this run shows: side by side, for one benchmark after the other. */

import type { Results, Score } from '../../core/results.ts';
import { percent } from '../format-numbers.ts';
import { presentBenchmarks, presentStages } from '../stage-table.ts';
import { html, type Html } from './html.ts';
import { publishedOf, type Published } from './score-measures.ts';

/** Null where nothing is published on any of the benchmarks. */
export function publishedSection(results: Results): Html | null {
  const stages = presentStages(results);
  const benchmarks = presentBenchmarks(results).flatMap((id) => {
    const published = stages.map((stage) => publishedOf(results.stages[stage]?.[id]));
    const most = published.reduce((a, b) => (b.length > a.length ? b : a), []);
    return most.length === 0 ? [] : [{ id, published: most }];
  });
  if (benchmarks.length === 0) return null;
  return html`<section id="published">
    <h2>Claimed and measured</h2>
    <p class="note">
      In percent. Claimed: by the model's own authors. Measured: by others. Ours: this run. Harnesses differ
      in prompt, extraction and tolerance, so that figures of different columns are not the same quantity.
    </p>
    <div class="scroll" role="region" aria-label="Claimed and measured, table" tabindex="0">
      <table class="stages">
        <thead>
          <tr>
            <th scope="col">benchmark</th>
            <th scope="col">model</th>
            <th scope="col" class="number">claimed</th>
            <th scope="col" class="number">measured by others</th>
            <th scope="col" class="number">ours</th>
            <th scope="col">source</th>
          </tr>
        </thead>
        ${benchmarks.map(({ id, published }) => {
          const rows = [
            ...stages.flatMap((stage) => ownCells(stage, results.stages[stage]?.[id])),
            ...[...Map.groupBy(published, ({ model }) => model)].map(([model, own]) => cells(model, own)),
          ];
          return html`<tbody>
            ${rows.map(
              (row, at) =>
                html`<tr>
                  ${at === 0 ? html`<th scope="rowgroup" rowspan="${rows.length}">${id}</th>` : null} ${row}
                </tr>`,
            )}
          </tbody>`;
        })}
      </table>
    </div>
  </section>`;
}

function ownCells(model: string, score: Score | undefined): Html[] {
  if (score === undefined) return [];
  const interval = score.accuracy === null ? null : `${percent(score.low)} – ${percent(score.high)}`;
  return [
    html`<td class="best">${model}</td>
      <td class="number">–</td>
      <td class="number">–</td>
      <td class="number best">${percent(score.accuracy)}<small>${interval}</small></td>
      <td class="note">this run</td>`,
  ];
}

function cells(model: string, own: readonly Published[]): Html {
  const figures = (by: Published['by']): string =>
    own
      .filter((figure) => figure.by === by)
      .map((figure) => figure.percent.toFixed(1))
      .join(', ') || '–';
  return html`<td>${model}</td>
    <td class="number">${figures('claimed')}</td>
    <td class="number">${figures('measured')}</td>
    <td class="number">–</td>
    <td class="note">${[...new Set(own.map(({ source }) => source))].join('; ')}</td>`;
}
