/** How much of each stage's reasoning can be traced: the share of its numbers that are found, recomputed, unsupported. */

import { wilson } from '../../core/statistics/wilson.ts';
import type { GroundedTrace } from '../../verify/index.ts';
import { countText, percent } from '../format-numbers.ts';
import { html, type Html } from './html.ts';
import { stageColour } from './stage-colour.ts';

interface Tally {
  /** Answers that state a number. */
  judged: number;
  faithful: number;
  numbers: number;
  found: number;
  recomputed: number;
  claims: number;
  holding: number;
}

/** Counts what the checker found, answer by answer. */
export class GroundingTally {
  readonly #byStage = new Map<string, Tally>();

  /** Without what a trace takes back. */
  add(stage: string, { counts, faithful }: GroundedTrace): void {
    if (counts.numbers === 0 && counts.claims === 0) return;
    const none = { judged: 0, faithful: 0, numbers: 0, found: 0, recomputed: 0, claims: 0, holding: 0 };
    const sum = this.#byStage.get(stage) ?? none;
    this.#byStage.set(stage, sum);
    sum.judged++;
    sum.faithful += faithful ? 1 : 0;
    sum.numbers += counts.numbers;
    sum.found += counts.found;
    sum.recomputed += counts.recomputed;
    sum.claims += counts.claims;
    sum.holding += counts.claims - counts.wrong;
  }

  /** Null when no answer holds a number. */
  section(stages: readonly string[]): Html | null {
    const rows = stages.flatMap((stage) => {
      const tally = this.#byStage.get(stage);
      return tally === undefined || tally.numbers === 0 ? [] : [{ stage, tally }];
    });
    if (rows.length === 0) return null;
    const titles = [
      'answers with numbers',
      'numbers',
      'found %',
      'recomputed %',
      'not supported %',
      'calculations',
      'that hold %',
      'faithful % (95 %)',
    ];
    return html`<section id="grounding">
      <h2>Where the numbers come from</h2>
      <p class="note">
        Every number in every answer, checked against the question's tables and texts and by exact arithmetic.
        The interval takes answers as independent; several to one question are not.
      </p>
      <div class="scroll" role="region" aria-label="Where the numbers come from, table" tabindex="0">
        <table class="stages">
          <thead>
            <tr>
              <th scope="col">model</th>
              ${titles.map((title) => html`<th scope="col" class="number">${title}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(({ stage, tally }) => row(stage, stageColour(stage, stages), tally))}
          </tbody>
        </table>
      </div>
    </section>`;
  }
}

function row(stage: string, colour: string, tally: Tally): Html {
  const { numbers, found, recomputed, claims, holding } = tally;
  const unsupported = numbers - found - recomputed;
  const { low, high } = wilson(tally.faithful, tally.judged);
  const cells = [
    countText(tally.judged),
    countText(numbers),
    percent(found / numbers),
    percent(recomputed / numbers),
    percent(unsupported / numbers),
    countText(claims),
    claims === 0 ? '–' : percent(holding / claims),
    `${percent(tally.faithful / tally.judged)} (${percent(low)} – ${percent(high)})`,
  ];
  return html`<tr>
    <th scope="row"><span class="key ${colour}">${stage}</span></th>
    ${cells.map((cell) => html`<td class="number">${cell}</td>`)}
  </tr>`;
}
