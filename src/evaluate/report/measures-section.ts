/** Every measure of every score: both intervals, macro-F1, pass@k and what else a run has, one line a benchmark and model. */

import type { Results, Score } from '../../core/results.ts';
import { countText, percent } from '../format-numbers.ts';
import { presentBenchmarks, presentStages } from '../stage-table.ts';
import { TOTAL } from '../summarise.ts';
import { html, type Html } from './html.ts';
import { measures } from './score-measures.ts';
import { stageColour } from './stage-colour.ts';

/** Null for results without scores. */
export function measuresSection(results: Results): Html | null {
  const stages = presentStages(results);
  const rows = [...presentBenchmarks(results), TOTAL].flatMap((id) =>
    stages.flatMap((stage) => {
      const score = results.stages[stage]?.[id];
      return score === undefined ? [] : [{ id, stage, score }];
    }),
  );
  if (rows.length === 0) return null;
  const several = stages.length > 1;
  const shown = measures.filter(({ text }) => rows.some(({ score }) => text(score) !== null));
  return html`<section id="measures">
    <h2>All measures</h2>
    <p class="note">
      In percent. With one answer a question the interval is Wilson's, which takes questions as independent;
      clustered ones draw whole documents (1,000 resamples). With several answers accuracy is pass@1, and its
      interval the clustered one. The wider of both is the one to believe. Faithful and supported are of the
      answers with numbers, their interval of the same kind.
    </p>
    <div class="scroll" role="region" aria-label="All measures, table" tabindex="0">
      <table class="stages">
        <thead>
          <tr>
            <th scope="col">benchmark</th>
            ${several ? html`<th scope="col">model</th>` : null}
            ${['n', 'accuracy', '95 % interval', ...shown.map(({ title }) => title)].map(
              (title) => html`<th scope="col" class="number">${title}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ id, stage, score }) =>
              html`<tr class="${id === TOTAL ? 'total' : ''}">
                <th scope="row">${id}</th>
                ${several ? html`<td><span class="key ${stageColour(stage, stages)}">${stage}</span></td>` : null}
                ${[...accuracyCells(score), ...shown.map(({ text }) => text(score) ?? '–')].map(
                  (cell) => html`<td class="number">${cell}</td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function accuracyCells({ n, accuracy, low, high }: Score): string[] {
  return [countText(n), percent(accuracy), accuracy === null ? '–' : `${percent(low)} – ${percent(high)}`];
}
