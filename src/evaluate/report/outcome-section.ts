/** What became of the answers, by benchmark and model: the verdicts as parts of a bar. */

import { questionVerdicts, type QuestionVerdict } from '../../core/outcome.ts';
import { verdictCounts } from '../counted.ts';
import { countText, percent } from '../format-numbers.ts';
import type { EvaluatedAnswer } from '../sample-rows.ts';
import { html, type Html } from './html.ts';

const meanings: Readonly<Record<QuestionVerdict, string>> = {
  correct: 'correct',
  wrong: 'wrong',
  truncated: 'truncated at the length limit',
  unparseable: 'no answer could be read',
  unscorable: 'left out: no usable reference',
  'judge-error': 'left out: the judge failed',
  unasked: 'not asked: too long for the context',
};

/** Null for a run without answers. */
export function outcomeSection(answers: readonly EvaluatedAnswer[], stages: readonly string[]): Html | null {
  if (answers.length === 0) return null;
  const several = stages.length > 1;
  const total = verdictCounts(answers);
  const present = questionVerdicts.filter((verdict) => total[verdict] !== undefined);
  return html`<section id="outcomes">
    <h2>Outcomes</h2>
    <p class="legend">
      ${present.map((verdict) => html`<span class="swatch outcome-${verdict}">${meanings[verdict]}</span>`)}
    </p>
    <div class="scroll" role="region" aria-label="Outcomes, table" tabindex="0">
      <table class="meters">
        <thead>
          <tr>
            <th scope="col">benchmark</th>
            ${several ? html`<th scope="col">model</th>` : null}
            <th scope="col">share</th>
            <th scope="col" class="number">answers</th>
            ${present.map((verdict) => html`<th scope="col" class="number">${verdict}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${[...Map.groupBy(answers, ({ benchmark }) => benchmark)].map(([benchmark, rows]) =>
            stages.map((stage) => {
              const own = rows.filter((answer) => answer.stage === stage);
              return own.length === 0 ? null : row(benchmark, several ? stage : null, own, present);
            }),
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function row(
  benchmark: string,
  stage: string | null,
  own: readonly EvaluatedAnswer[],
  present: readonly QuestionVerdict[],
): Html {
  const counts = verdictCounts(own);
  return html`<tr>
    <th scope="row">${benchmark}</th>
    ${stage === null ? null : html`<td>${stage}</td>`}
    <td class="wide">
      <div class="stack">
        ${present.map((verdict) => {
          const share = (counts[verdict] ?? 0) / own.length;
          return share === 0
            ? null
            : html`<i
                class="outcome-${verdict}"
                style="width:${(100 * share).toFixed(2)}%"
                title="${verdict}: ${percent(share)} %"
              ></i>`;
        })}
      </div>
    </td>
    <td class="number">${countText(own.length)}</td>
    ${present.map((verdict) => html`<td class="number">${countText(counts[verdict] ?? 0)}</td>`)}
  </tr>`;
}
