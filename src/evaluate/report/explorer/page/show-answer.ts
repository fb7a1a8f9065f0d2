/** One answer in full: prompt and trace side by side, and all that is known of it. Runs in the page. */

import type { AnswerData, MarkStatus } from '../page-data.ts';
import type { Segment } from './segment-text.ts';

export interface ShownAnswer {
  data: AnswerData;
  prompt: string;
  question: string;
  id: string;
  outcome: string;
  /** `benchmark · model · sample 0`. */
  where: string;
  /** `#benchmark/id/sample`. */
  link: string;
}

/** What is needed of elsewhere. */
export interface ShowTools {
  segment: (data: AnswerData) => Segment[];
  statuses: readonly MarkStatus[];
  abandoned: number;
  meanings: Readonly<Record<MarkStatus, string>>;
}

/** `previous` and `next` lead through the list; `close` goes back to it. */
export function showAnswer(
  place: HTMLElement,
  shown: ShownAnswer,
  tools: ShowTools,
  go: { previous: () => void; next: () => void; close: () => void },
): void {
  function make<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    className: string,
    ...children: (string | Node)[]
  ): HTMLElementTagNameMap[K] {
    const element = document.createElement(tag);
    if (className !== '') element.className = className;
    element.append(...children);
    return element;
  }

  function button(label: string, action: () => void): HTMLElement {
    const element = make('button', '', label);
    element.type = 'button';
    element.addEventListener('click', action);
    return element;
  }

  /** A box that scrolls, so that the keyboard must reach it. */
  function readable(element: HTMLElement, name: string): HTMLElement {
    element.tabIndex = 0;
    element.setAttribute('role', 'group');
    element.setAttribute('aria-label', name);
    return element;
  }

  function copyButton(label: string, text: () => string): HTMLElement {
    const element = button(label, () => {
      // A page from disk may not use the clipboard in every browser; then the text is selected for the reader to copy.
      void navigator.clipboard.writeText(text()).then(
        () => (element.textContent = 'copied'),
        () => globalThis.prompt(label, text()),
      );
      setTimeout(() => (element.textContent = label), 1500);
    });
    return element;
  }

  /** Said on hover and on focus, of the number and of the wrong claim around it. */
  function sayingOf({ mark, claim }: Segment): string {
    const parts: string[] = [];
    if (mark !== null) {
      const status = tools.statuses[mark.code % tools.abandoned] ?? 'unsupported';
      const given = mark.code >= tools.abandoned ? ' (in a branch that the trace gives up)' : '';
      parts.push(`${tools.meanings[status]}${mark.origin === null ? '' : `: ${mark.origin}`}${given}`);
    }
    const wrong = shown.data.wrong[claim];
    if (wrong !== undefined) parts.push(`does not hold: computed ${wrong[2]}`);
    return parts.join(' · ');
  }

  function traceOf(): HTMLElement {
    const tip = make('div', 'tip');
    tip.id = 'origin';
    tip.setAttribute('role', 'tooltip');
    tip.hidden = true;
    const pre = readable(make('pre', 'trace'), 'answer');
    const box = make('div', 'trace-box', pre, tip);
    const spots: HTMLElement[] = [];
    const sayings = new Map<Element, string>();
    let claim: { number: number; element: HTMLElement } | null = null;
    for (const segment of tools.segment(shown.data)) {
      if (claim !== null && claim.number !== segment.claim) claim = null;
      if (segment.claim >= 0 && claim === null) {
        claim = { number: segment.claim, element: make('span', 'wrong-claim') };
        claim.element.dataset.computed = shown.data.wrong[segment.claim]?.[2] ?? '';
        pre.append(claim.element);
      }
      const parent = claim?.element ?? pre;
      if (segment.mark === null) {
        for (const [at, piece] of segment.text.split(/(<\/?(?:think|answer)>)/).entries()) {
          if (piece !== '') parent.append(at % 2 === 1 ? make('span', 'tag', piece) : piece);
        }
        continue;
      }
      const status = tools.statuses[segment.mark.code % tools.abandoned] ?? 'unsupported';
      const element = make('mark', status, segment.text);
      if (segment.mark.code >= tools.abandoned) element.classList.add('abandoned');
      element.tabIndex = spots.length === 0 ? 0 : -1;
      spots.push(element);
      sayings.set(element, sayingOf(segment));
      parent.append(element);
    }

    function say(event: Event): void {
      const element = event.target instanceof Element ? event.target.closest('mark') : null;
      const saying = element === null ? undefined : sayings.get(element);
      if (element === null || saying === undefined) return;
      tip.textContent = saying;
      tip.hidden = false;
      element.setAttribute('aria-describedby', tip.id);
      const at = element.getBoundingClientRect();
      const around = box.getBoundingClientRect();
      tip.style.left = `${Math.max(0, Math.min(at.left - around.left, around.width - tip.offsetWidth))}px`;
      tip.style.top = `${at.bottom - around.top + 4}px`;
    }
    const hush = (): void => {
      tip.hidden = true;
    };
    pre.addEventListener('pointerover', say);
    pre.addEventListener('focusin', say);
    pre.addEventListener('pointerout', hush);
    pre.addEventListener('focusout', hush);
    // One stop for the tab key; the arrows go from number to number.
    pre.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const from = spots.findIndex((spot) => spot === document.activeElement);
      const to = step === undefined ? undefined : spots[from + step];
      if (step === undefined || from < 0) return;
      event.preventDefault();
      if (to === undefined) return;
      for (const spot of spots) spot.tabIndex = spot === to ? 0 : -1;
      to.focus();
    });
    return box;
  }

  const prompt = readable(make('pre', 'prompt', shown.prompt), 'prompt');
  const facts = make('dl', 'answer-facts');
  for (const [name, value] of shown.data.facts)
    facts.append(make('div', '', make('dt', '', name), make('dd', '', value)));
  const head = make('h3', '', make('span', `badge ${shown.outcome}`, shown.outcome), shown.question);
  const bar = make(
    'p',
    'answer-bar',
    make('span', 'note', `${shown.where} · ${shown.id}`),
    copyButton('copy id', () => shown.id),
    copyButton('copy link', () => location.href.replace(/#.*$/, '') + shown.link),
    button('previous', go.previous),
    button('next', go.next),
    button('back to the list', go.close),
  );
  const sides = make(
    'div',
    'sides',
    make('div', '', make('h4', '', 'prompt'), prompt),
    make('div', '', make('h4', '', 'answer'), traceOf()),
  );
  place.replaceChildren(bar, head, facts, sides);
  place.hidden = false;
}
