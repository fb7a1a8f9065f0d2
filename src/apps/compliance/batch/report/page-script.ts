/**
 * The script of a report's page, which is written into the page by its own text: it uses nothing but its parameters and the browser. What was
 * checked is put there as text, never as markup.
 */

import type { PageFinding } from './page-data.ts';
import type { PageWords } from './page-words.ts';

export function showFindings(findings: readonly PageFinding[], words: PageWords): void {
  const AT_ONCE = 50;
  const told = (key: string): string => (words as Record<string, string>)[key] ?? key;
  const place = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;
  const made = (tag: string, className: string, ...children: (Node | string)[]): HTMLElement => {
    const element = document.createElement(tag);
    element.className = className;
    element.append(...children);
    return element;
  };
  const filters = ['decision', 'severity', 'rule', 'state'] as const;

  const line = (label: string, text: string): HTMLElement[] =>
    text === '' ? [] : [made('p', 'line', made('b', '', `${label}: `), made('bdi', '', text))];

  const card = (finding: PageFinding): HTMLElement => {
    const { id, sender, time, decision, severity, rule, title, citation, address, pieces } = finding;
    const link = made(address === '' ? 'span' : 'a', 'citation', citation);
    if (link instanceof HTMLAnchorElement) {
      link.href = address;
      link.target = '_blank';
      link.rel = 'noreferrer';
    }
    const passage = pieces.map((piece) => made(piece.isMarked ? 'mark' : 'span', '', piece.text));
    return made(
      ...(['article', `finding ${decision.replace(' ', '-')}`] as const),
      made(
        ...(['header', ''] as const),
        made('span', 'badge', told(decision)),
        made('span', `severity ${severity}`, told(severity)),
        made('span', 'state', told(finding.state)),
        made('bdi', 'where', [id, sender, time].filter((each) => each !== '').join('  ·  ')),
      ),
      made('h2', '', title === '' ? rule : title, ' ', made('code', '', rule), ' ', link),
      made('blockquote', '', ...passage),
      ...(finding.reason === '' ? [] : [made('p', 'reason', finding.reason)]),
      ...line(told('suggestion'), finding.suggestion),
      ...finding.manipulations.flatMap(({ kind, text, plain }) =>
        line(told('manipulation'), `${kind}: ${text}${plain === '' ? '' : `  (${told('reads')}: ${plain})`}`),
      ),
      ...finding.notes.map((note) => made('p', 'line', note)),
      ...finding.history.map((act) => made('p', 'line', made('bdi', '', act))),
      ...line(told('by'), finding.by),
    );
  };

  let matching: PageFinding[] = [];
  let shown = 0;
  const showMore = (): void => {
    place('list').append(...matching.slice(shown, shown + AT_ONCE).map(card));
    shown = Math.min(matching.length, shown + AT_ONCE);
    place('more').hidden = shown === matching.length;
  };
  const wordsOf = (finding: PageFinding): string =>
    [
      finding.id,
      finding.sender,
      finding.rule,
      finding.title,
      finding.reason,
      ...finding.pieces.map(({ text }) => text),
    ]
      .join('\n')
      .toLowerCase();
  const apply = (): void => {
    const query = (place('search') as HTMLInputElement).value.trim().toLowerCase();
    matching = findings.filter(
      (finding) =>
        filters.every((key) => {
          const { value } = place(key) as HTMLSelectElement;
          return value === '' || finding[key] === value;
        }) &&
        (query === '' || wordsOf(finding).includes(query)),
    );
    place('list').replaceChildren();
    shown = 0;
    place('count').textContent = `${matching.length} / ${findings.length} ${told('found')}`;
    place('none').hidden = matching.length > 0;
    showMore();
  };
  for (const key of filters) {
    const values = [...new Set(findings.map((finding) => finding[key]))].sort();
    const options = values.map((value) => {
      const option = document.createElement('option');
      option.value = value;
      option.textContent = told(value);
      return option;
    });
    place(key).append(...options);
    place(key).addEventListener('change', apply);
  }
  place('search').addEventListener('input', apply);
  place('more').addEventListener('click', showMore);
  apply();
}
