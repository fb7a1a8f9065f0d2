/** A stored cell as the sheet shows it. */

import { LONGEST_CELL } from '../limits.ts';
import { onOneLine } from '../part.ts';
import { formatValue } from './formats/format-value.ts';
import type { StoredCell } from './sheet.ts';

export interface Appearance {
  /** Texts by number, on one line. */
  strings: ReadonlyMap<number, string>;
  /** Format codes by style. */
  formats: readonly string[];
  countsFrom1904: boolean;
}

const LONGEST_NUMBER = 40;
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:E[-+]?\d{1,3})?$/i;
/** Letters that XML cannot hold are written `_x000D_`. */
const ESCAPED = /_x([0-9a-f]{4})_/gi;

export function cellText(cell: StoredCell, { strings, formats, countsFrom1904 }: Appearance): string {
  const { type, value } = cell;
  if (type === 's') return strings.get(Number(value)) ?? '';
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (type === 'd') return value.replace(/T00:00:00(?:\.0+)?Z?$/, '').replace('T', ' ');
  if (type !== 'n' || value.length > LONGEST_NUMBER || !NUMBER.test(value)) return cellWords(value);
  return formatValue(value, formats[cell.style] ?? 'General', countsFrom1904);
}

/** A text of a cell, on one line. */
export function cellWords(text: string): string {
  const unescaped = text
    .slice(0, LONGEST_CELL)
    .replace(ESCAPED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return onOneLine(unescaped);
}
