/**
 * Parts → documents. Paragraphs are gathered to blocks of about 2,000 characters, cut at their borders; pages stay apart. Ids say
 * where something stands: `NAME ¶ 12` begins with the twelfth paragraph, `NAME p. 3` is a page, `NAME table 2`, `NAME Income!A3:F20`.
 */

import type { ReadDocument, RequestDocument } from './document.ts';
import { LONGEST_ID, MOST_DOCUMENTS } from './limits.ts';
import type { Part, Parts, TablePart, TextPart } from './part.ts';
import { piecesOf } from './text/pieces.ts';
import { withinLimits } from './within-limits.ts';

const BLOCK = 2_000;
/** Pages and paragraphs are longer; they are cut only beyond this many blocks. */
const STRETCH = 4;

interface Block {
  texts: string[];
  size: number;
  /** The paragraph it begins with, from 1. */
  paragraph: number;
  pages: { group: number; first: number; last: number } | null;
}

export function assemble(name: string, { parts: found, notes: said }: Parts): ReadDocument {
  const notes = [...said];
  const parts = withinLimits(found, notes);
  const listed = gathered(parts);
  const ids = new Set<string>();
  let tables = 0;
  const documents = listed.map((entry): RequestDocument => {
    if ('texts' in entry)
      return { id: unused(`${name} ${placeOf(entry)}`, ids), text: entry.texts.join('\n\n') };
    tables++;
    const { rows, caption, place = listed.length === 1 ? '' : `table ${tables}` } = entry;
    return { id: unused(`${name} ${place}`.trim(), ids), ...(caption !== undefined && { caption }), rows };
  });
  return { documents, notes };
}

/** The tables, and between them the blocks, each where its first paragraph stands. */
function gathered(parts: readonly Part[]): (TablePart | Block)[] {
  const texts = parts.filter((part) => 'text' in part);
  const slots = MOST_DOCUMENTS - (parts.length - texts.length) - 1;
  const characters = texts.reduce((sum, { text }) => sum + text.length, 0);
  // Two neighbours together are longer than this, so there are never more blocks than slots.
  const most = Math.max(BLOCK, Math.ceil((2 * characters) / slots));
  const groupOf = pageGroups(texts, slots);
  const listed: (TablePart | Block)[] = [];
  let open: Block | undefined;
  let paragraph = 0;
  for (const part of parts) {
    if ('rows' in part) {
      listed.push(part);
      continue;
    }
    paragraph++;
    const group = part.page === undefined ? null : (groupOf.get(part.page) ?? 0);
    for (const piece of piecesOf(part.text, STRETCH * most)) {
      const room = (group === null ? most : STRETCH * most) - (open?.size ?? 0);
      if (open === undefined || piece.length > room || (open.pages?.group ?? null) !== group) {
        const first = part.page ?? 0;
        open = {
          texts: [],
          size: 0,
          paragraph,
          pages: group === null ? null : { group, first, last: first },
        };
        listed.push(open);
      }
      open.texts.push(piece);
      open.size += piece.length;
      if (open.pages !== null) open.pages.last = part.page ?? 0;
    }
  }
  return listed;
}

/** Which pages share a document: each has its own, as long as there are enough. */
function pageGroups(texts: readonly TextPart[], slots: number): Map<number, number> {
  const pages = [...new Set(texts.flatMap(({ page }) => page ?? []))];
  const together = Math.max(1, Math.ceil((2 * pages.length) / slots));
  return new Map(pages.map((page, at) => [page, Math.floor(at / together)]));
}

function placeOf({ paragraph, pages }: Block): string {
  if (pages === null) return `¶ ${paragraph}`;
  return pages.first === pages.last ? `p. ${pages.first}` : `p. ${pages.first}–${pages.last}`;
}

function unused(wanted: string, ids: Set<string>): string {
  const short = wanted.slice(0, LONGEST_ID - 10);
  let id = short;
  for (let copy = 2; ids.has(id); copy++) id = `${short} (${copy})`;
  ids.add(id);
  return id;
}
