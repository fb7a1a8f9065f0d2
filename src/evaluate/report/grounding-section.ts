/** How much of each stage's reasoning can be traced: the share of its numbers that are found, recomputed, unsupported. */

import { modelStages } from '../../core/results.ts';
import { groundTrace } from '../../verify/index.ts';
import { countText, percent } from '../format-numbers.ts';
import type { EvaluatedAnswer } from '../sample-rows.ts';
import { html, type Html } from './html.ts';

interface Tally {
  stage: string;
  numbers: number;
  found: number;
  recomputed: number;
  claims: number;
  holding: number;
}

/** Null when no answer holds a number. */
export function groundingSection(answers: readonly EvaluatedAnswer[]): Html | null {
  const tallies = modelStages
    .map((stage) =>
      tally(
        stage,
        answers.filter((answer) => answer.stage === stage),
      ),
    )
    .filter(({ numbers }) => numbers > 0);
  if (tallies.length === 0) return null;
  return html`<section id="grounding">
    <h2>Where the numbers come from</h2>
    <p class="note">
      Every number in every answer, checked against the question's tables and texts and by exact arithmetic.
    </p>
    <div class="scroll">
      <table class="stages">
        <thead>
          <tr>
            <th scope="col">stage</th>
            ${['numbers', 'found %', 'recomputed %', 'unsupported %', 'calculations', 'that hold %'].map(
              (title) => html`<th scope="col" class="number">${title}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${tallies.map(row)}
        </tbody>
      </table>
    </div>
  </section>`;
}

function tally(stage: string, answers: readonly EvaluatedAnswer[]): Tally {
  const sum: Tally = { stage, numbers: 0, found: 0, recomputed: 0, claims: 0, holding: 0 };
  for (const { text, source } of answers) {
    const { numbers, claims } = groundTrace(text, source);
    sum.numbers += numbers.length;
    sum.found += numbers.filter((number) => number.status === 'found').length;
    sum.recomputed += numbers.filter((number) => number.status === 'recomputed').length;
    sum.claims += claims.length;
    sum.holding += claims.filter((claim) => claim.holds).length;
  }
  return sum;
}

function row({ stage, numbers, found, recomputed, claims, holding }: Tally): Html {
  const unsupported = numbers - found - recomputed;
  const cells = [
    countText(numbers),
    percent(found / numbers),
    percent(recomputed / numbers),
    percent(unsupported / numbers),
    countText(claims),
    claims === 0 ? '–' : percent(holding / claims),
  ];
  return html`<tr>
    <th scope="row"><span class="key stage-${stage}">${stage}</span></th>
    ${cells.map((cell) => html`<td class="number">${cell}</td>`)}
  </tr>`;
}
