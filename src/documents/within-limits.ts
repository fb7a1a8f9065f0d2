/** Parts cut to what one file may give: so many characters, so many tables. What is left out is said. */

import { MOST_CHARACTERS } from './limits.ts';
import { counted, type Part, type TablePart } from './part.ts';

/** Leaves documents for the text. */
const MOST_TABLES = 120;

/** Paragraphs of a block are parted by a blank line. */
const BETWEEN = 2;

export function withinLimits(parts: readonly Part[], notes: string[]): Part[] {
  return withinTables(withinCharacters(parts, notes), notes);
}

function sizeOf(part: Part): number {
  return 'text' in part
    ? part.text.length + BETWEEN
    : part.rows.reduce((sum, row) => sum + sizeOfRow(row), 0);
}

function sizeOfRow(row: readonly string[]): number {
  return row.reduce((sum, cell) => sum + cell.length + 1, 0);
}

/** From the beginning as much as fits, the last part cut. */
function withinCharacters(parts: readonly Part[], notes: string[]): readonly Part[] {
  const total = parts.reduce((sum, part) => sum + sizeOf(part), 0);
  if (total <= MOST_CHARACTERS) return parts;
  const kept: Part[] = [];
  let room = MOST_CHARACTERS;
  for (const part of parts) {
    const size = sizeOf(part);
    if (size <= room) kept.push(part);
    else if ('text' in part) kept.push({ ...part, text: part.text.slice(0, room) });
    else kept.push(...beginOf(part, room));
    room -= size;
    if (room <= 0) break;
  }
  notes.push(
    `Only the first ${counted(MOST_CHARACTERS, 'character')} are kept: give the rest as a file of its own.`,
  );
  return kept;
}

function beginOf(table: TablePart, room: number): TablePart[] {
  let left = room;
  const end = table.rows.findIndex((row) => (left -= sizeOfRow(row)) < 0);
  return end < 2 ? [] : [{ ...table, rows: table.rows.slice(0, end) }];
}

/** The largest are the statements; the smallest are often lists that are set as tables, and become lines of text. */
function withinTables(parts: readonly Part[], notes: string[]): Part[] {
  const tables = parts.filter((part) => 'rows' in part);
  if (tables.length <= MOST_TABLES) return [...parts];
  const cellsOf = ({ rows }: TablePart): number => rows.length * (rows[0]?.length ?? 0);
  const bySize = tables.toSorted((a, b) => cellsOf(b) - cellsOf(a));
  const kept = new Set<Part>(bySize.slice(0, MOST_TABLES));
  notes.push(
    `Of ${counted(tables.length, 'table')} the ${MOST_TABLES} largest are tables; the others are given as lines of text.`,
  );
  return parts.flatMap((part): Part[] => {
    if ('text' in part || kept.has(part)) return [part];
    return part.isRepeated === true ? [] : [{ text: linesOf(part) }];
  });
}

function linesOf({ caption, rows }: TablePart): string {
  const lines = rows.map((row) => row.filter((cell) => cell !== '').join(' | '));
  return [caption ?? '', ...lines].filter((line) => line !== '').join('\n');
}
