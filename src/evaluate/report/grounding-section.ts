/** How much of each stage's reasoning can be traced: the share of its numbers that are found, recomputed, unsupported. */

import { countText, percent } from '../format-numbers.ts';
import type { Grounding } from './explorer/ground-answer.ts';
import { html, type Html } from './html.ts';
import { stageColour } from './stage-colour.ts';

interface Tally {
  /** Answers on which the checker gives that verdict at all. */
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

  add(stage: string, { numbers, claims, faithful }: Grounding): void {
    const none = { judged: 0, faithful: 0, numbers: 0, found: 0, recomputed: 0, claims: 0, holding: 0 };
    const sum = this.#byStage.get(stage) ?? none;
    this.#byStage.set(stage, sum);
    sum.judged += faithful === undefined ? 0 : 1;
    sum.faithful += faithful === true ? 1 : 0;
    sum.numbers += numbers.length;
    sum.found += numbers.filter((number) => number.status === 'found').length;
    sum.recomputed += numbers.filter((number) => number.status === 'recomputed').length;
    sum.claims += claims.length;
    sum.holding += claims.filter((claim) => claim.holds).length;
  }

  /** Null when no answer holds a number. */
  section(stages: readonly string[]): Html | null {
    const rows = stages.flatMap((stage) => {
      const tally = this.#byStage.get(stage);
      return tally === undefined || tally.numbers === 0 ? [] : [{ stage, tally }];
    });
    if (rows.length === 0) return null;
    const judged = rows.some(({ tally }) => tally.judged > 0);
    const titles = ['numbers', 'found %', 'recomputed %', 'unsupported %', 'calculations', 'that hold %'];
    return html`<section id="grounding">
      <h2>Where the numbers come from</h2>
      <p class="note">
        Every number in every answer, checked against the question's tables and texts and by exact arithmetic.
      </p>
      <div class="scroll" role="region" aria-label="Where the numbers come from, table" tabindex="0">
        <table class="stages">
          <thead>
            <tr>
              <th scope="col">model</th>
              ${[...titles, ...(judged ? ['faithful %'] : [])].map(
                (title) => html`<th scope="col" class="number">${title}</th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${rows.map(({ stage, tally }) => row(stage, stageColour(stage, stages), tally, judged))}
          </tbody>
        </table>
      </div>
    </section>`;
  }
}

function row(stage: string, colour: string, tally: Tally, judged: boolean): Html {
  const { numbers, found, recomputed, claims, holding } = tally;
  const unsupported = numbers - found - recomputed;
  const cells = [
    countText(numbers),
    percent(found / numbers),
    percent(recomputed / numbers),
    percent(unsupported / numbers),
    countText(claims),
    claims === 0 ? '–' : percent(holding / claims),
    ...(judged ? [tally.judged === 0 ? '–' : percent(tally.faithful / tally.judged)] : []),
  ];
  return html`<tr>
    <th scope="row"><span class="key ${colour}">${stage}</span></th>
    ${cells.map((cell) => html`<td class="number">${cell}</td>`)}
  </tr>`;
}
