/** The result: the stage table with intervals, the same as dots on a line, and the paired tests. */

import type { ModelStage, PairedTest, Results, Score } from '../../core/results.ts';
import { countText, percent, pointsText, pValueText } from '../format-numbers.ts';
import { leftOutCount, leftOutNote, unaskedCount, unaskedNote, whyNoAccuracy } from '../omissions.ts';
import { presentBenchmarks, presentStages } from '../stage-table.ts';
import { TOTAL } from '../summarise.ts';
import { html, type Html } from './html.ts';
import { stageColour } from './stage-colour.ts';

const stageTitles: Readonly<Record<ModelStage, string>> & Readonly<Record<string, string | undefined>> = {
  base: 'pretrained only',
  zero: 'GRPO without SFT',
  sft: 'after SFT',
  grpo: 'SFT, then GRPO',
};

export function stageSection(results: Results): Html {
  const stages = presentStages(results);
  const rows = [...presentBenchmarks(results), TOTAL];
  return html`<section id="results">
    <h2>Results</h2>
    <p class="note">Accuracy in percent on held-out questions, with 95 % intervals.</p>
    <div class="scroll" role="region" aria-label="Results, table" tabindex="0">
      <table class="stages">
        <thead>
          <tr>
            <th scope="col">benchmark</th>
            <th scope="col" class="number">n</th>
            ${stages.map(
              (stage) =>
                html`<th scope="col" class="number">
                  <span class="key ${stageColour(stage, stages)}">${stage}</span
                  ><small>${stageTitles[stage]}</small>
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${rows.map((id) =>
            tableRow(
              id,
              stages.map((stage) => results.stages[stage]?.[id]),
            ),
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colspan="2">format valid</th>
            ${stages.map((stage) => html`<td class="number">${percent(results.stages[stage]?.[TOTAL]?.formatValid)}</td>`)}
          </tr>
          ${countRow(
            unaskedNote,
            stages.map((stage) => unaskedCount(results.stages[stage]?.[TOTAL])),
          )}
          ${countRow(
            leftOutNote,
            stages.map((stage) => leftOutCount(results.stages[stage]?.[TOTAL])),
          )}
        </tfoot>
      </table>
    </div>
    <div class="dots" role="img" aria-label="Accuracy with intervals by benchmark and stage">
      ${rows.map((id) => dotRow(id, stages, results))}
      <div class="dot-axis">
        <span></span>
        <div>${[0, 25, 50, 75, 100].map((tick) => html`<i style="left:${tick}%">${tick}</i>`)}</div>
      </div>
    </div>
    ${results.tests.length > 0 ? tests(results.tests) : null}
    ${results.benchmarkTests === undefined ? null : benchmarkTests(results.benchmarkTests)}
  </section>`;
}

function tableRow(id: string, scores: readonly (Score | undefined)[]): Html {
  const n = Math.max(0, ...scores.map((score) => score?.n ?? 0));
  const best = Math.max(...scores.map((score) => score?.accuracy ?? -1));
  const baseline = scores.map(majorityOf).find((accuracy) => accuracy !== undefined);
  return html`<tr class="${id === TOTAL ? 'total' : ''}">
    <th scope="row">
      ${id}${baseline === undefined ? null : html`<small>majority class ${percent(baseline)}</small>`}
    </th>
    <td class="number">${countText(n)}</td>
    ${scores.map((score) =>
      score === undefined
        ? html`<td class="number">–</td>`
        : html`<td class="number ${score.accuracy === best ? 'best' : ''}">
            ${percent(score.accuracy)}<small
              >${whyNoAccuracy(score) ?? `${percent(score.low)} – ${percent(score.high)}`}${macroText(score)}${omissionText(score)}</small
            >
          </td>`,
    )}
  </tr>`;
}

function majorityOf(score: Score | undefined): number | undefined {
  const majority = score?.majority;
  return typeof majority === 'object' &&
    majority !== null &&
    'accuracy' in majority &&
    typeof majority.accuracy === 'number'
    ? majority.accuracy
    : undefined;
}

function macroText(score: Score): string {
  return typeof score.macroF1 === 'number' ? ` · F1 ${percent(score.macroF1)}` : '';
}

function omissionText(score: Score): string {
  const [unasked, leftOut] = [unaskedCount(score), leftOutCount(score)];
  return [
    unasked > 0 ? ` · ${countText(unasked)} not asked` : '',
    leftOut > 0 ? ` · ${countText(leftOut)} left out` : '',
  ].join('');
}

/** Said only where there is something to count. */
function countRow(name: string, counts: readonly number[]): Html | null {
  if (counts.every((count) => count === 0)) return null;
  return html`<tr>
    <th scope="row" colspan="2">${name}</th>
    ${counts.map((count) => html`<td class="number">${countText(count)}</td>`)}
  </tr>`;
}

function dotRow(id: string, stages: readonly string[], results: Results): Html {
  const marks = stages.flatMap((stage) => {
    const score = results.stages[stage]?.[id];
    if (score === undefined || score.accuracy === null) return [];
    const title = `${stage}: ${percent(score.accuracy)} [${percent(score.low)}, ${percent(score.high)}]`;
    return [
      html`<div class="mark ${stageColour(stage, stages)}" title="${title}">
        <b style="left:${percent(score.low)}%;right:${percent(1 - score.high)}%"></b
        ><i style="left:${percent(score.accuracy)}%"></i>
      </div>`,
    ];
  });
  return html`<div class="dot-row ${id === TOTAL ? 'total' : ''}">
    <span>${id}</span>
    <div class="track">${marks}</div>
  </div>`;
}

function benchmarkTests(byBenchmark: Readonly<Record<string, readonly PairedTest[]>>): Html {
  return html`<details>
    <summary>Each benchmark by itself</summary>
    ${Object.entries(byBenchmark)
      .filter(([, all]) => all.length > 0)
      .map(
        ([name, all]) =>
          html`<h3>${name}</h3>
            ${tests(all)}`,
      )}
  </details>`;
}

function tests(all: readonly PairedTest[]): Html {
  return html`<ul class="tests">
    ${all.map((test) => {
      const low = typeof test.low === 'number' ? test.low : undefined;
      const high = typeof test.high === 'number' ? test.high : undefined;
      const interval =
        low === undefined || high === undefined ? '' : ` [${pointsText(low)}, ${pointsText(high)}]`;
      return html`<li>
        <b>${test.b}</b> over <b>${test.a}</b>: ${pointsText(test.difference)} points${interval},
        <span class="${test.pValue < 0.05 ? 'sure' : 'unsure'}">${pValueText(test.pValue)}</span>
        <span class="note"
          >McNemar${typeof test.n === 'number' ? `, ${countText(test.n)} paired questions` : ''}${
            typeof test.n01 === 'number' && typeof test.n10 === 'number'
              ? `, ${test.n01} gained, ${test.n10} lost`
              : ''
          }</span
        >
      </li>`;
    })}
  </ul>`;
}
