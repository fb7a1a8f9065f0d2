/** The explorer of all answers: search, filters, list, and the answer that is open. Runs in the page. */

import type { AnswerData, AnswerIndex } from '../page-data.ts';
import type { BlockStore } from './block-store.ts';
import type { Filtered } from './filter-answers.ts';
import type { AnswerSearch } from './search-answers.ts';
import type { ShownAnswer } from './show-answer.ts';
import type { VirtualList } from './virtual-list.ts';

/** The other functions of the page, handed in because the page has no modules. */
export interface ExplorerParts {
  blocks: BlockStore;
  search: (index: AnswerIndex, readBlock: BlockStore['read']) => AnswerSearch;
  filter: (facets: AnswerIndex['facets'], chosen: readonly number[], found: Uint8Array) => Filtered;
  sort: (index: AnswerIndex, numbers: readonly number[], order: string) => number[];
  list: (
    box: HTMLElement,
    fill: (parts: HTMLElement[], answer: number) => void,
    open: (answer: number) => void,
  ) => VirtualList;
  show: (
    place: HTMLElement,
    shown: ShownAnswer,
    go: { previous: () => void; next: () => void; close: () => void },
  ) => void;
}

export async function explorer(parts: ExplorerParts): Promise<void> {
  const { blocks } = parts;
  const index = (await blocks.read('answer-index')) as AnswerIndex;
  const { facets, ids } = index;
  const element = (id: string): HTMLElement => {
    const found = document.getElementById(id);
    if (found === null) throw new Error(`no element ${id}`);
    return found;
  };
  const query = element('answer-query') as HTMLInputElement;
  const order = element('answer-order') as HTMLSelectElement;
  const box = element('answer-list');
  const place = element('answer');
  const status = element('answer-count');
  const found = new Uint8Array(ids.length).fill(1);
  const chosen = facets.map(() => -1);
  const search = parts.search(index, blocks.read);
  let listed: number[] = [];
  let wanted = -1;

  function valueOf(key: string, answer: number): string {
    const facet = facets.find((candidate) => candidate.key === key);
    return facet?.values[facet.codes[answer] ?? 0] ?? '';
  }
  const severalStages = (facets.find(({ key }) => key === 'stage')?.values.length ?? 0) > 1;

  /** The model stands in the link only where a run has several; a training step only in those of rollouts. */
  function linkOf(answer: number): string {
    const isRollout = valueOf('benchmark', answer) === 'rollouts';
    const names = [
      valueOf('benchmark', answer),
      ids[answer] ?? '',
      String(index.samples[answer] ?? 0),
      ...(severalStages || isRollout ? [valueOf('stage', answer)] : []),
      ...(isRollout ? [valueOf('step', answer)] : []),
    ];
    return `#${encodeURI(names.join('/')).replaceAll('#', '%23')}`;
  }

  function whereOf(answer: number): string {
    const step = valueOf('step', answer);
    const stage = severalStages ? [valueOf('stage', answer)] : [];
    const names = [valueOf('benchmark', answer), ...stage, `sample ${index.samples[answer]}`];
    return [...names, ...(step === '–' ? [] : [`step ${step}`])].join(' · ');
  }

  function fillRow([badge, question, note]: HTMLElement[], answer: number): void {
    if (badge === undefined || question === undefined || note === undefined) return;
    const outcome = valueOf('outcome', answer);
    const tokens = index.tokens[answer] ?? -1;
    badge.className = `badge ${outcome}`;
    badge.textContent = outcome;
    question.textContent = index.questions[index.question[answer] ?? 0] ?? '';
    note.textContent = `${whereOf(answer)} · ${ids[answer]}${tokens < 0 ? '' : ` · ${tokens} tokens`}`;
  }

  function firstOf(starts: readonly number[], number: number): { block: number; at: number } {
    let block = 0;
    while ((starts[block + 1] ?? Infinity) <= number) block++;
    return { block, at: number - (starts[block] ?? 0) };
  }

  async function open(answer: number, focus: boolean): Promise<void> {
    wanted = answer;
    const own = firstOf(index.answerBlocks, answer);
    const asked = firstOf(index.promptBlocks, index.prompt[answer] ?? 0);
    const [answers, prompts] = (await Promise.all([
      blocks.read(`answers-${own.block}`),
      blocks.read(`prompts-${asked.block}`),
    ])) as [AnswerData[], string[]];
    const data = answers[own.at];
    if (wanted !== answer || data === undefined) return;
    const link = linkOf(answer);
    const shown = {
      data,
      prompt: prompts[asked.at] ?? '',
      question: index.questions[index.question[answer] ?? 0] ?? '',
      id: ids[answer] ?? '',
      outcome: valueOf('outcome', answer),
      where: whereOf(answer),
      link,
    };
    parts.show(place, shown, { previous: () => step(-1), next: () => step(1), close });
    history.replaceState(null, '', link);
    if (focus) place.focus();
    place.scrollIntoView({ block: 'start' });
  }

  /** Errors reach the reader in the place where the answer would stand. */
  function openAnswer(answer: number, focus = true): void {
    open(answer, focus).catch((error: unknown) => {
      place.hidden = false;
      place.textContent = String(error);
    });
  }

  function step(by: number): void {
    list.activate(list.active() + by);
    const answer = listed[list.active()];
    if (answer !== undefined) openAnswer(answer);
  }

  function close(): void {
    wanted = -1;
    place.hidden = true;
    place.replaceChildren();
    history.replaceState(null, '', '#samples');
    element('samples').scrollIntoView({ block: 'start' });
    box.focus({ preventScroll: true });
  }

  const list = parts.list(box, fillRow, openAnswer);

  const selects = facets.map((facet, at) => {
    const select = document.createElement('select');
    const any = new Option('', '-1');
    select.append(any, ...facet.values.map((_, value) => new Option('', String(value))));
    select.addEventListener('change', () => {
      chosen[at] = Number(select.value);
      draw(false);
    });
    const label = document.createElement('label');
    label.append(facet.title, select);
    label.hidden = facet.values.length < (facet.many ? 1 : 2);
    element('answer-filters').append(label);
    return select;
  });

  function draw(keepPlace: boolean, searching = ''): void {
    const { passing, counts } = parts.filter(facets, chosen, found);
    listed = parts.sort(index, passing, order.value);
    list.show(listed, keepPlace);
    for (const [at, select] of selects.entries()) {
      const facet = facets[at];
      for (const option of select.options) {
        const value = Number(option.value);
        const count = counts[at]?.[value] ?? 0;
        option.textContent = value < 0 ? 'any' : `${facet?.values[value]} (${count.toLocaleString('en-US')})`;
        option.disabled = value >= 0 && count === 0 && chosen[at] !== value;
      }
    }
    const total = ids.length.toLocaleString('en-US');
    status.textContent = `${listed.length.toLocaleString('en-US')} of ${total} answers${searching}`;
  }

  function run(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      status.textContent = String(error);
    });
  }

  async function find(): Promise<void> {
    // The first answers found are shown from the top; those that follow leave the list where it stands.
    let drawn = -Infinity;
    const done = await search.run(query.value, found, (share) => {
      if (performance.now() - drawn < 150) return;
      draw(drawn > 0, `, ${Math.floor(100 * share)} % searched`);
      drawn = performance.now();
    });
    if (done) draw(drawn > 0);
  }

  /** Links are compared as people read them, so that one typed by hand leads there too. */
  function readable(link: string): string {
    try {
      return decodeURIComponent(link);
    } catch {
      return link;
    }
  }

  function followLink(): void {
    if (!location.hash.includes('/')) return;
    const wantedLink = readable(location.hash);
    const answer = ids.findIndex((_, number) => readable(linkOf(number)) === wantedLink);
    if (answer < 0) {
      status.textContent = `No answer ${wantedLink} in this run.`;
      return;
    }
    const position = listed.indexOf(answer);
    if (position >= 0) list.activate(position);
    openAnswer(answer);
  }

  query.addEventListener('input', () => run(find()));
  // Whoever goes to the search box will search: what that needs is decoded while the first word is being typed.
  query.addEventListener('focus', () => run(search.prepare()), { once: true });
  order.addEventListener('change', () => draw(false));
  element('answer-reset').addEventListener('click', () => {
    query.value = '';
    found.fill(1);
    chosen.fill(-1);
    for (const select of selects) select.value = '-1';
    query.dispatchEvent(new Event('input'));
  });
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof Element && event.target.matches('input, select, textarea');
    if (event.key === 'Escape' && !place.hidden) close();
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    query.focus();
  });
  addEventListener('hashchange', followLink);
  draw(false);
  followLink();
}
