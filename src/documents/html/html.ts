/**
 * HTML as browsers show it: paragraphs, and tables with their spans laid out. Tables that only arrange other tables, or hold no
 * figures, are text. What is not shown is not read: scripts, styles, hidden elements, the data header of inline XBRL.
 */

import { Parser } from 'htmlparser2';
import { DEEPEST, MOST_RAW_CHARACTERS } from '../limits.ts';
import { counted, onOneLine, type Part, type Parts } from '../part.ts';
import { refusal } from '../refusal.ts';
import { captionOf } from '../tables/caption.ts';
import { isFigure } from '../tables/figures.ts';
import { tablesOfGrid } from '../tables/tables-of-grid.ts';
import { HtmlTable } from './html-table.ts';

const UNSHOWN = new Set(
  ['script', 'style', 'title', 'noscript', 'template', 'iframe', 'object', 'svg', 'math', 'select'].concat([
    'textarea',
    'ix:header',
  ]),
);
const BLOCKS = new Set(
  'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p page pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);
const CHUNK = 2 ** 18;
/** Far more than any filing has. */
const MOST_PARTS = 50_000;
/** Stands for a line break while blanks are brought together. */
const BREAK = '\u2028';

export function readHtml(name: string, text: string): Parts {
  const reader = new PageReader(name);
  const parser = new Parser({
    onopentag: (tag, attributes) => reader.open(tag, attributes),
    onclosetag: (tag) => reader.close(tag),
    ontext: (data) => reader.write(data),
  });
  for (let at = 0; at < text.length && !reader.isFull; at += CHUNK) parser.write(text.slice(at, at + CHUNK));
  if (!reader.isFull) parser.end();
  return reader.end();
}

class PageReader {
  readonly #name: string;
  readonly #parts: Part[] = [];
  readonly #notes: string[] = [];
  readonly #tables: HtmlTable[] = [];
  #paragraph = '';
  #depth = 0;
  /** The depth at which something that is not shown began. */
  #hidden: number | null = null;
  #preformatted = 0;
  #inCaption = false;
  #written = 0;

  /** The rest of the page is not needed. */
  get isFull(): boolean {
    return this.#written > MOST_RAW_CHARACTERS || this.#parts.length > MOST_PARTS;
  }

  constructor(name: string) {
    this.#name = name;
  }

  open(tag: string, attributes: Readonly<Record<string, string>>): void {
    if (++this.#depth > DEEPEST) {
      const hint = 'Save the page anew from a browser, or give it as PDF.';
      throw refusal(this.#name, `nests more than ${counted(DEEPEST, 'element')} in each other.`, hint);
    }
    if (this.#hidden !== null) return;
    if (UNSHOWN.has(tag) || isHidden(attributes)) {
      this.#hidden = this.#depth;
      return;
    }
    if (tag === 'br') this.write(BREAK);
    if (tag === 'sup') this.write(' ');
    if (tag === 'pre') this.#preformatted++;
    if (BLOCKS.has(tag)) this.#boundary();
    const table = this.#tables.at(-1);
    if (tag === 'table') this.#openTable(table);
    if (tag === 'caption') this.#inCaption = true;
    if (table === undefined || table.isLayout) return;
    if (tag === 'tr') table.openRow();
    if (tag === 'td' || tag === 'th') table.openCell(attributes);
  }

  close(tag: string): void {
    const isEnd = this.#hidden === this.#depth;
    this.#depth--;
    if (isEnd) this.#hidden = null;
    if (isEnd || this.#hidden !== null) return;
    if (tag === 'pre') this.#preformatted--;
    if (BLOCKS.has(tag)) this.#boundary();
    if (tag === 'caption') this.#inCaption = false;
    if (tag === 'table') this.#closeTable();
    const table = this.#tables.at(-1);
    if (tag === 'td' || tag === 'th') table?.closeCell();
    if (tag === 'tr') table?.closeRow();
  }

  write(data: string): void {
    if (this.#hidden !== null) return;
    this.#written += data.length;
    const text = this.#preformatted > 0 ? data.replaceAll(/\r\n|\n/g, BREAK) : data;
    const table = this.#tables.at(-1);
    if (table !== undefined && this.#inCaption) table.caption += text;
    else if (table === undefined || table.isLayout || !table.write(text)) this.#paragraph += text;
  }

  end(): Parts {
    if (this.isFull) this.#notes.push('Only the beginning of the page was read.');
    while (this.#tables.length > 0) this.#closeTable();
    this.#flush();
    return { parts: this.#parts, notes: this.#notes };
  }

  /** Where a block begins or ends: words before and after it are apart. */
  #boundary(): void {
    const table = this.#tables.at(-1);
    if (table === undefined || table.isLayout || !table.write('\n')) this.#flush();
  }

  #flush(): void {
    const lines = this.#paragraph.split(BREAK).map(onOneLine);
    this.#paragraph = '';
    for (const text of lines.join('\n').split(/\n{2,}/)) {
      if (text.trim() !== '') this.#parts.push({ text: text.trim() });
    }
  }

  #openTable(outer: HtmlTable | undefined): void {
    if (outer !== undefined && !outer.isLayout) {
      this.#asText(outer);
      outer.isLayout = true;
    }
    this.#tables.push(new HtmlTable());
  }

  #closeTable(): void {
    const table = this.#tables.pop();
    this.#inCaption = false;
    if (table === undefined || table.isLayout) return;
    this.#flush();
    const caption = onOneLine(table.caption) || captionOf(this.#parts);
    const { parts, notes } = tablesOfGrid(table.grid(), { name: this.#name, joinAlternating: true, caption });
    if (!parts.some((part) => 'rows' in part && hasFigures(part.rows))) return this.#asText(table);
    if (table.dropped > 0)
      notes.push(`${this.#name}: ${counted(table.dropped, 'row')} of a table are left out.`);
    this.#parts.push(...parts);
    this.#notes.push(...notes);
  }

  #asText(table: HtmlTable): void {
    const lines = [table.caption, ...table.rows.map((row) => row.map(({ text }) => text).join(' '))].map(
      onOneLine,
    );
    for (const text of lines) if (text !== '') this.#parts.push({ text });
  }
}

function isHidden({ style, hidden }: Readonly<Record<string, string>>): boolean {
  return hidden !== undefined || (style !== undefined && /display\s*:\s*none/i.test(style));
}

function hasFigures(rows: readonly string[][]): boolean {
  return rows.slice(1).some((row) => row.slice(1).some(isFigure));
}
