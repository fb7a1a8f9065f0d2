/** Which colour is which model; nothing where there is one only. */

import { html, type Html } from './html.ts';
import { stageColour } from './stage-colour.ts';

export function stageLegend(stages: readonly string[]): Html | null {
  if (stages.length < 2) return null;
  return html`<p class="legend">
    ${stages.map((stage) => html`<span class="key ${stageColour(stage, stages)}">${stage}</span>`)}
  </p>`;
}
