/** Accuracy by benchmark and category, with Wilson intervals: where a model is good and where it is not. */

import { wilson } from '../../core/statistics/wilson.ts';
import { accuracyOf, isCounted } from '../counted.ts';
import { countText, percent } from '../format-numbers.ts';
import type { EvaluatedAnswer } from '../sample-rows.ts';
import { html, type Html } from './html.ts';
import { stageColour } from './stage-colour.ts';
import { stageLegend } from './stage-legend.ts';

interface Measured {
  stage: string;
  n: number;
  correct: number;
  accuracy: number;
}

/** Null where no benchmark has more than one category. Sorted by the accuracy of the last model. */
export function categorySection(answers: readonly EvaluatedAnswer[], stages: readonly string[]): Html | null {
  const benchmarks = [...Map.groupBy(answers, ({ benchmark }) => benchmark)].flatMap(([id, own]) => {
    const categories = [...Map.groupBy(own, ({ category }) => category)]
      .map(([category, rows]) => ({ category, scores: scoresOf(rows, stages) }))
      .filter(({ scores }) => scores.length > 0)
      .sort((a, b) => (b.scores.at(-1)?.accuracy ?? 0) - (a.scores.at(-1)?.accuracy ?? 0));
    return categories.length > 1 ? [{ id, categories }] : [];
  });
  if (benchmarks.length === 0) return null;
  return html`<section id="categories">
    <h2>By category</h2>
    <p class="note">
      Accuracy in percent with 95 % Wilson intervals (the thin lines); several answers to a question each
      count.
    </p>
    ${stageLegend(stages)}
    ${benchmarks.map(
      ({ id, categories }) =>
        html`<h3>${id}</h3>
          <div class="scroll" role="region" aria-label="${id} by category, table" tabindex="0">
            <table class="meters">
              <thead>
                <tr>
                  <th scope="col">category</th>
                  <th scope="col" class="number">n</th>
                  <th scope="col" class="number">accuracy</th>
                  <th scope="col">0 – 100 %</th>
                </tr>
              </thead>
              <tbody>
                ${categories.map(({ category, scores }) => row(category, scores, stages))}
              </tbody>
            </table>
          </div>`,
    )}
  </section>`;
}

function scoresOf(rows: readonly EvaluatedAnswer[], stages: readonly string[]): Measured[] {
  return stages.flatMap((stage) => {
    const own = rows.filter((answer) => answer.stage === stage);
    const accuracy = accuracyOf(own);
    if (accuracy === null) return [];
    const n = own.filter(isCounted).length;
    return [{ stage, n, correct: Math.round(accuracy * n), accuracy }];
  });
}

function row(category: string, scores: readonly Measured[], stages: readonly string[]): Html {
  return html`<tr>
    <th scope="row">${category === '' ? '–' : category}</th>
    <td class="number">${countText(Math.max(...scores.map(({ n }) => n)))}</td>
    <td class="number">${scores.map(({ accuracy }) => percent(accuracy)).join(' · ')}</td>
    <td class="wide">
      ${scores.map(({ stage, n, correct, accuracy }) => {
        const { low, high } = wilson(correct, n);
        const title = `${stage}: ${percent(accuracy)} [${percent(low)}, ${percent(high)}]`;
        return html`<div class="meter ${stageColour(stage, stages)}" title="${title}">
          <i style="width:${percent(accuracy)}%"></i
          ><b style="left:${percent(low)}%;right:${percent(1 - high)}%"></b>
        </div>`;
      })}
    </td>
  </tr>`;
}
