/** HTML as it is read, and what its readers do not see: kept, and marked, since it may be meant for whoever checks it. */

import { Parser } from 'htmlparser2';
import type { TextToCheck } from '../check/verdict.ts';

type HtmlText = Pick<TextToCheck, 'text' | 'hidden'>;

const NO_TEXT = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'iframe',
  'object',
  'svg',
  'math',
  'head',
]);
const BLOCKS = new Set(
  'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead title tr ul'.split(
    ' ',
  ),
);
const PARAGRAPHS = new Set(
  'address article blockquote div dl form h1 h2 h3 h4 h5 h6 hr ol p pre section table title ul'.split(' '),
);
const UNSEEN =
  /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|font-size\s*:\s*0*[01]?(?:\.\d+)?(?:px|pt|em|rem|%)?\s*(?:!important\s*)?(?:;|$)|(?:left|top|text-indent)\s*:\s*-\d{3,}|(?:^|[;\s])(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|$)|mso-hide\s*:\s*all/i;
const WHITE = /(?:^|[;\s])color\s*:\s*(?:#fff(?:fff)?|white|rgba?\(\s*255\s*,\s*255\s*,\s*255|transparent)/i;
const BACKGROUND = /background/i;
const HIDING_CLASS = /\.([\w-]+)[^{}]*\{[^}]*(?:display\s*:\s*none|visibility\s*:\s*hidden)/gi;
/** What a search engine or a shared link shows of a page. */
const SHOWN_META = /^(?:og:|twitter:)?(?:description|title)$/i;
const LONGEST = 4_000_000;

export function htmlText(html: string): HtmlText {
  const reader = new HtmlReader(new Set(Array.from(html.matchAll(HIDING_CLASS), ([, name]) => name ?? '')));
  const parser = new Parser({
    onopentag: (tag, attributes) => reader.open(tag, attributes),
    onclosetag: (tag) => reader.close(tag),
    ontext: (text) => reader.write(text),
  });
  parser.end(html.slice(0, LONGEST));
  return reader.end();
}

class HtmlReader {
  readonly #hidingClasses: ReadonlySet<string>;
  readonly #open: { tag: string; isText: boolean; isSeen: boolean; isPainted: boolean }[] = [];
  readonly #hidden: { start: number; end: number }[] = [];
  /** Texts of attributes and whether readers may see them; in the middle of a sentence they would break it. */
  readonly #asides = new Map<string, boolean>();
  #text = '';
  #gap: '' | ' ' | '\n' | '\n\n' = '';

  constructor(hidingClasses: ReadonlySet<string>) {
    this.#hidingClasses = hidingClasses;
  }

  open(tag: string, attributes: Readonly<Record<string, string>>): void {
    const outer = this.#open.at(-1) ?? { tag: '', isText: true, isSeen: true, isPainted: false };
    const { style = '', color = '', bgcolor, background } = attributes;
    const isPainted =
      outer.isPainted || BACKGROUND.test(style) || bgcolor !== undefined || background !== undefined;
    const isWhite = !isPainted && (WHITE.test(style) || WHITE.test(`color:${color}`));
    const hides =
      attributes.hidden !== undefined ||
      UNSEEN.test(style) ||
      isWhite ||
      (attributes.class ?? '').split(/\s+/).some((name) => this.#hidingClasses.has(name));
    const isSeen = outer.isSeen && !hides;
    this.#setAside(tag, attributes, outer.isText, isSeen);
    this.#open.push({
      tag,
      isText: (outer.isText && !NO_TEXT.has(tag)) || (tag === 'title' && outer.tag === 'head'),
      isSeen,
      isPainted,
    });
    if (tag === 'br') this.#apart('\n');
    else if (BLOCKS.has(tag)) this.#apart(PARAGRAPHS.has(tag) ? '\n\n' : '\n');
  }

  close(tag: string): void {
    this.#open.pop();
    if (BLOCKS.has(tag)) this.#apart(PARAGRAPHS.has(tag) ? '\n\n' : '\n');
  }

  write(data: string): void {
    const within = this.#open.at(-1);
    if (within?.isText !== false) this.#add(data, within?.isSeen !== false);
  }

  #setAside(
    tag: string,
    attributes: Readonly<Record<string, string>>,
    isText: boolean,
    isSeen: boolean,
  ): void {
    const { name, property, content, alt, title } = attributes;
    const isShown = tag === 'meta' && SHOWN_META.test(name ?? property ?? '');
    for (const words of [isShown ? content : undefined, ...(isText ? [alt, title] : [])]) {
      if (words !== undefined) this.#asides.set(words, isSeen || this.#asides.get(words) === true);
    }
  }

  #add(data: string, isSeen: boolean): void {
    const words = data.replace(/\s+/g, ' ');
    if (words.startsWith(' ')) this.#apart(' ');
    const bare = words.trim();
    if (bare === '') return;
    if (this.#text !== '') this.#text += this.#gap;
    const start = this.#text.length;
    this.#text += bare;
    this.#gap = words.endsWith(' ') ? ' ' : '';
    if (isSeen) return;
    const last = this.#hidden.at(-1);
    if (last !== undefined && this.#text.slice(last.end, start).trim() === '') last.end = this.#text.length;
    else this.#hidden.push({ start, end: this.#text.length });
  }

  end(): HtmlText {
    for (const [words, isSeen] of this.#asides) {
      this.#apart('\n\n');
      this.#add(words, isSeen);
    }
    return { text: this.#text, ...(this.#hidden.length > 0 && { hidden: this.#hidden }) };
  }

  #apart(gap: ' ' | '\n' | '\n\n'): void {
    if (gap.length > this.#gap.length || this.#gap === '' || this.#gap === ' ') this.#gap = gap;
  }
}
