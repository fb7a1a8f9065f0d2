/** A trace with every number marked by where it comes from: found in the source, recomputed, or unsupported. */

import { groundTrace, type GroundedTrace } from '../../verify/index.ts';
import type { AnswerSource } from '../sample-rows.ts';
import { html, type Html } from './html.ts';
import { originText } from './origin-text.ts';

const meanings = {
  found: 'found in the source',
  recomputed: 'recomputed from earlier numbers',
  misplaced: 'in the source, but of another row or column',
  miscalculated: 'the result of a calculation that does not hold',
  unsupported: 'in no source, and no arithmetic gives it',
} as const;

/** What the marks mean. */
export function markLegend(): Html {
  return html`<p class="legend">
    ${Object.entries(meanings).map(
      ([status, meaning]) =>
        html`<span><mark class="${status}">123</mark> <span class="note">${meaning}</span></span>`,
    )}
  </p>`;
}

/** The text with marks where there is a source to check it against, and plain where there is none. */
export function markedText(
  text: string,
  source: AnswerSource | undefined,
): { body: Html; grounded: GroundedTrace | null } {
  if (source === undefined) return { body: plain(text), grounded: null };
  const grounded = groundTrace(text, source);
  const parts: Html[] = [];
  let at = 0;
  for (const number of [...grounded.numbers].sort((a, b) => a.start - b.start)) {
    if (number.start < at) continue;
    parts.push(plain(text.slice(at, number.start)));
    const origin = number.origin === null ? '' : `: ${originText(number.origin, source, grounded.claims)}`;
    const title = `${meanings[number.status]}${origin}`;
    parts.push(
      html`<mark class="${number.status}" title="${title}">${text.slice(number.start, number.end)}</mark>`,
    );
    at = number.end;
  }
  parts.push(plain(text.slice(at)));
  return { body: html`${parts}`, grounded };
}

function plain(text: string): Html {
  const pieces = text.split(/(<\/?(?:think|answer)>)/);
  return html`${pieces.map((piece, i) => (i % 2 === 1 ? html`<span class="tag">${piece}</span>` : piece))}`;
}
