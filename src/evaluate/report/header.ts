/** The top of the report: the run's name, its verdict, and what it took. */

import type { Results } from '../../core/results.ts';
import type { RunFacts } from '../../core/run-folder.ts';
import { countText, durationText } from '../format-numbers.ts';
import { html, type Html } from './html.ts';
import { stepSentences, verdictSentence } from './verdict-sentence.ts';

export function reportHeader(facts: RunFacts, results: Results | null): Html {
  const start = facts.starts[0];
  const steps = stepSentences(results);
  const { parameters, trained } = results?.model ?? {};
  const items = [
    parameters === undefined ? null : html`<b>${countText(parameters)}</b> parameters`,
    trained === undefined ? null : html`<b>${countText(trained)}</b> of them trained (LoRA)`,
    results === null ? null : html`<b>${durationText(results.seconds.total)}</b> in total`,
    results === null ? null : html`seed <b>${results.seed}</b>`,
    start === undefined ? null : html`${start.cores} cores, ${start.cpu}`,
    start === undefined ? null : html`started ${start.time.slice(0, 16).replace('T', ' ')} UTC`,
  ];
  return html`<header>
    <p class="name">fin-r1 · run ${facts.name}</p>
    <h1>${verdictSentence(results)}</h1>
    ${steps === '' ? null : html`<p class="lead">${steps}</p>`}
    <ul class="facts">
      ${items.map((item) => (item === null ? null : html`<li>${item}</li>`))}
    </ul>
  </header>`;
}
