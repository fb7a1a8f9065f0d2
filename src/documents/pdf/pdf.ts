/**
 * PDF: the text of each page, line by line, and the tables whose columns are clear. Pictures of text are not read; what is not read
 * is said.
 */

import { MOST_CHARACTERS, MOST_PAGES } from '../limits.ts';
import type { Part, Parts, TablePart } from '../part.ts';
import { refusal } from '../refusal.ts';
import { tablesOfGrid } from '../tables/tables-of-grid.ts';
import { openPdf, pageTexts } from './open-pdf.ts';
import { lineText, linesOf, type Line } from './page-lines.ts';
import { tablesOf } from './page-tables.ts';
import { notesOn, whyNone, type SeenPages } from './seen-pages.ts';

/** Letters that a font gives no meaning to: private ones, control characters, replacements. */
const UNREADABLE = /[\p{Co}\p{Cn}\uFFFD]|[^\P{Cc}\n]/gu;
const MOSTLY = 0.3;

export async function readPdf(name: string, bytes: Uint8Array): Promise<Parts> {
  const missing = new Set<string>();
  const pdf = await openPdf(name, bytes, missing);
  const seen: SeenPages = {
    pages: pdf.numPages,
    read: 0,
    empty: [],
    unreadable: [],
    damaged: [],
    missing: [],
  };
  const parts: Part[] = [];
  let characters = 0;
  while (seen.read < Math.min(seen.pages, MOST_PAGES) && characters <= MOST_CHARACTERS) {
    const page = ++seen.read;
    const found = await pageTexts(pdf, page);
    if ('fault' in found) {
      seen.damaged.push(page);
      continue;
    }
    const lines = linesOf(found.texts);
    const text = lines.map(lineText).join('\n');
    const strange = text.match(UNREADABLE)?.length ?? 0;
    if (text === '') seen.empty.push(page);
    else if (strange > text.length * MOSTLY) seen.unreadable.push(page);
    else parts.push({ text, page }, ...tableParts(name, page, lines));
    characters += text.length;
  }
  await pdf.loadingTask.destroy();
  seen.missing = [...missing];
  if (parts.length > 0) return { parts, notes: notesOn(seen) };
  const hint = 'Print it to a new PDF, or run text recognition (OCR) over it, and give the result.';
  throw refusal(name, whyNone(seen), hint);
}

function tableParts(name: string, page: number, lines: readonly Line[]): TablePart[] {
  const found = tablesOf(lines).flatMap((grid) => tablesOfGrid(grid, { name, joinAlternating: false }).parts);
  return found
    .filter((part) => 'rows' in part)
    .map((part, at) => ({ ...part, place: `p. ${page} table ${at + 1}`, isRepeated: true }));
}
