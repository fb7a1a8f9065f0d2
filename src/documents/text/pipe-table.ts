/** Tables as Markdown writes them: cells between `|`, a line of dashes below the header. */

const DASHES = /^\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$/;

/** The table that begins at line `at`, and how many lines it takes; null where none does. */
export function pipeTableAt(
  lines: readonly string[],
  at: number,
): { rows: string[][]; lineCount: number } | null {
  const [header = '', dashes = ''] = lines.slice(at, at + 2);
  if (!header.includes('|') || !DASHES.test(dashes)) return null;
  const width = cellsOf(header).length;
  if (width < 2 || width !== cellsOf(dashes).length) return null;
  let end = at + 2;
  while (lines[end]?.includes('|') === true) end++;
  const written = [header, ...lines.slice(at + 2, end)].map(cellsOf);
  const most = Math.max(...written.map((row) => row.length));
  const rows = written.map((row) => Array.from({ length: most }, (_, column) => row[column] ?? ''));
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
