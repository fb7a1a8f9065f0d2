/** Tables as Markdown writes them: cells between `|`, a line of dashes below the header. */

import { MOST_COLUMNS, MOST_ROWS } from '../limits.ts';

const DASHES = /^\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$/;

/** The table that begins at line `at`, its first rows, and how many lines it takes; null where none does. */
export function pipeTableAt(
  lines: readonly string[],
  at: number,
): { rows: string[][]; lineCount: number } | null {
  const header = lines[at] ?? '';
  const dashes = lines[at + 1] ?? '';
  if (!header.includes('|') || !DASHES.test(dashes)) return null;
  const width = cellsOf(header).length;
  if (width < 2 || width > MOST_COLUMNS || width !== cellsOf(dashes).length) return null;
  let end = at + 2;
  while (lines[end]?.includes('|') === true) end++;
  const kept = lines.slice(at + 2, Math.min(end, at + 2 + MOST_ROWS));
  const rows = [header, ...kept].map((line) => cellsOf(line).slice(0, MOST_COLUMNS));
  const most = Math.max(...rows.map((row) => row.length));
  for (const row of rows) while (row.length < most) row.push('');
  return { rows, lineCount: end - at };
}

function cellsOf(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => plain(cell.replaceAll('\\|', '|').trim()));
}

/** Without the marks of bold and code, which would stand between a sign and its number. */
function plain(cell: string): string {
  return cell.replace(/^(\*\*|__|`)((?:(?!\1).)*)\1$/, '$2').replaceAll(/<br\s*\/?>/gi, ' ');
}
