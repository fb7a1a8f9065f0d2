/** Filings set `$`, `)` and `%` in cells of their own, so that figures align; here they come back to their figure. */

import { isValue } from '../tables/figures.ts';
import type { GridRow } from '../tables/grid.ts';

const PREFIX = /^[(-]?\s*(?:(?:US|HK|C|A|NT|S|R)?[$€£¥￥]|RMB|USD|EUR|CNY|HKD|GBP)\s*\(?$|^\($/;
const SUFFIX = /^\)?\s*(?:%|％|bps|pts?|x)?\s*\)?$/i;
/** Between a sign and its figure stand so many columns at most. */
const REACH = 3;

export function withAffixes(row: GridRow): GridRow {
  const { cells } = row;
  for (const [at, cell] of cells.entries()) {
    if (cell === '' || !PREFIX.test(cell)) continue;
    const next = nextFilled(cells, at);
    const figure = cells[next] ?? '';
    if (next - at > REACH || !beginsFigure(figure)) continue;
    cells[next] = `${cell}${figure}`;
    cells[at] = '';
  }
  let last = -1;
  for (const [at, cell] of cells.entries()) {
    if (cell === '') continue;
    const figure = cells[last] ?? '';
    if (at - last <= REACH && SUFFIX.test(cell) && beginsFigure(figure)) {
      cells[last] = `${figure}${cell}`;
      cells[at] = '';
    } else last = at;
  }
  return row;
}

function nextFilled(cells: readonly string[], at: number): number {
  let next = at + 1;
  while (next < cells.length && cells[next] === '') next++;
  return next;
}

/** `(1,234` without its closing bracket, which follows in a cell of its own. */
function beginsFigure(cell: string): boolean {
  return isValue(cell) || isValue(`${cell})`);
}
