/** The section of all answers as HTML: an empty frame that the script fills. */

import { countText } from '../../format-numbers.ts';
import { html, type Html } from '../html.ts';
import { markLegend } from './mark-legend.ts';
import type { MarkStatus } from './page-data.ts';

const orders = {
  file: 'as in the file',
  longest: 'longest first',
  shortest: 'shortest first',
  id: 'by id',
  outcome: 'by outcome',
} as const;

/** Null for a run without answers. */
export function explorerSection(
  count: number,
  rollouts: number,
  statuses: readonly MarkStatus[],
): Html | null {
  if (count === 0) return null;
  return html`<section id="samples">
    <h2>Answers</h2>
    <p class="note">
      All ${countText(count)}
      answers${rollouts > 0 ? `, ${countText(rollouts)} rollouts of training among them` : ''}. Keys:
      <kbd>/</kbd> searches, arrows and <kbd>Enter</kbd> choose an answer, arrows inside it go from number to
      number, <kbd>Esc</kbd> goes back.
    </p>
    <noscript><p>The answers are shown by a script, which this browser does not run.</p></noscript>
    <div class="filters" role="search" aria-label="Answers">
      <label class="query"
        >search<input
          id="answer-query"
          type="search"
          autocomplete="off"
          spellcheck="false"
          placeholder="words in question, answer or id"
      /></label>
      <label
        >order<select id="answer-order">
          ${Object.entries(orders).map(([value, title]) => html`<option value="${value}">${title}</option>`)}
        </select></label
      >
      <div id="answer-filters"></div>
      <button type="button" id="answer-reset">reset</button>
    </div>
    <p id="answer-count" class="note" role="status">reading the answers…</p>
    <div id="answer-list" role="listbox" aria-label="Answers" tabindex="0"></div>
    ${markLegend(statuses)}
    <article id="answer" aria-label="The chosen answer" tabindex="-1" hidden></article>
  </section>`;
}
