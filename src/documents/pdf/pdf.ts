/** PDF: the text of each page, line by line. Pictures of text are not read, and pages that hold nothing else are named. */

import { getDocumentProxy } from 'unpdf';
import { MOST_CHARACTERS, MOST_PAGES } from '../limits.ts';
import { counted, type Part, type Parts, type TablePart } from '../part.ts';
import { refusal } from '../refusal.ts';
import { tablesOfGrid } from '../tables/tables-of-grid.ts';
import { characterMaps } from './character-maps.ts';
import { lineText, linesOf, type Line, type PlacedText } from './page-lines.ts';
import { tablesOf } from './page-tables.ts';

type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>;

/** Letters that a font gives no meaning to: private ones, control characters, replacements. */
const UNREADABLE = /[\p{Co}\p{Cn}\p{Cc}\uFFFD]/gu;
const MOSTLY = 0.3;

export async function readPdf(name: string, bytes: Uint8Array): Promise<Parts> {
  const missing = new Set<string>();
  const pdf = await open(name, bytes, missing);
  const parts: Part[] = [];
  const empty: number[] = [];
  const unreadable: number[] = [];
  const count = Math.min(pdf.numPages, MOST_PAGES);
  let characters = 0;
  let read = 0;
  while (read < count && characters <= MOST_CHARACTERS) {
    const page = ++read;
    const lines = await pageLines(pdf, page);
    const text = lines.map(lineText).join('\n');
    const strange = text.match(UNREADABLE)?.filter((letter) => letter !== '\n').length ?? 0;
    if (text === '') empty.push(page);
    else if (strange > text.length * MOSTLY) unreadable.push(page);
    else parts.push({ text, page }, ...tableParts(name, page, lines));
    characters += text.length;
  }
  await pdf.loadingTask.destroy();
  const seen = { pages: pdf.numPages, read, empty, unreadable, missing: [...missing] };
  if (parts.length > 0) return { parts, notes: notesOn(seen) };
  throw refusal(
    name,
    `holds no text${whyNone(seen)}.`,
    'Print it to a new PDF, or run text recognition (OCR) over it, and give the result.',
  );
}

function whyNone({ pages, unreadable, missing }: Seen): string {
  if (missing.length > 0) return ` that can be read: its fonts need the character map ${missing.join(', ')}`;
  if (unreadable.length > 0) return ' that can be read: its fonts do not say their letters';
  return pages === 1 ? ': its 1 page is a picture' : `: its ${counted(pages, 'page')} are pictures`;
}

async function open(name: string, bytes: Uint8Array, missing: Set<string>): Promise<PdfDocument> {
  try {
    // The copy is given away. Warnings would go to the output of this process.
    return await getDocumentProxy(new Uint8Array(bytes), {
      // Warnings would go to the output of this process.
      verbosity: 0,
      stopAtErrors: false,
      BinaryDataFactory: characterMaps(missing),
      cMapPacked: false,
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === 'PasswordException') {
      throw refusal(
        name,
        'is locked by a password.',
        'Save it without a password, and give that file.',
        error,
      );
    }
    throw refusal(name, `is damaged: ${error.message}`, 'Save or download it again.', error);
  }
}

function tableParts(name: string, page: number, lines: readonly Line[]): TablePart[] {
  const found = tablesOf(lines).flatMap((grid) => tablesOfGrid(grid, { name, joinAlternating: false }).parts);
  return found
    .filter((part) => 'rows' in part)
    .map((part, at) => ({ ...part, place: `p. ${page} table ${at + 1}`, isRepeated: true }));
}

async function pageLines(pdf: PdfDocument, number: number): Promise<Line[]> {
  const page = await pdf.getPage(number);
  const { items } = await page.getTextContent();
  const texts = items.flatMap((item): PlacedText[] => {
    if (!('str' in item)) return [];
    const [, , c = 0, d = 0, x = 0, y = 0] = item.transform as number[];
    return [{ str: item.str, x, y, width: item.width, height: Math.hypot(c, d) }];
  });
  page.cleanup();
  return linesOf(texts);
}

interface Seen {
  pages: number;
  read: number;
  empty: number[];
  unreadable: number[];
  /** Character maps that were asked for in vain. */
  missing: string[];
}

function notesOn({ pages, read, empty, unreadable, missing }: Seen): string[] {
  const of = `of ${counted(pages, 'page')}`;
  const hold = (numbers: readonly number[]): string =>
    `${numbers.length} ${of} ${numbers.length === 1 ? 'holds' : 'hold'}`;
  return [
    ...(read < pages ? [`Only the first ${read} ${of} were read.`] : []),
    ...(empty.length > 0 ? [`${hold(empty)} no text (${listed(empty)}): scanned pages are not read.`] : []),
    ...(unreadable.length > 0
      ? [
          `${hold(unreadable)} text in fonts that do not say their letters (${listed(unreadable)}): it was left out.`,
        ]
      : []),
    ...(missing.length > 0
      ? [`Letters in fonts with the character map ${missing.join(', ')} are left out.`]
      : []),
  ];
}

function listed(numbers: readonly number[]): string {
  return `p. ${numbers.slice(0, 10).join(', ')}${numbers.length > 10 ? ', …' : ''}`;
}
