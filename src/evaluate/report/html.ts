/** HTML by tagged template: every interpolated text is escaped; only what `html` itself made goes in as it is. */

export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type HtmlChild = Html | string | number | null | undefined | readonly HtmlChild[];

/** `` html`<b title="${title}">${text}</b>` ``; lists are joined, null and undefined leave nothing. */
export function html(strings: TemplateStringsArray, ...children: readonly HtmlChild[]): Html {
  return new Html(strings.map((part, i) => (i === 0 ? '' : render(children[i - 1])) + part).join(''));
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

function render(child: HtmlChild): string {
  if (child === null || child === undefined) return '';
  if (child instanceof Html) return child.text;
  if (typeof child === 'object') return child.map(render).join('');
  return escapeHtml(String(child));
}
