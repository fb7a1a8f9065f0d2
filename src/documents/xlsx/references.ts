/** Places on a sheet: `B7` is column 1, row 6. */

export interface Range {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** The column that a reference begins with; letters of any row number. */
export function columnIndex(reference: string): number {
  let column = 0;
  for (const letter of /^\$?([A-Z]{1,3})/i.exec(reference)?.[1]?.toUpperCase() ?? '') {
    column = column * 26 + letter.charCodeAt(0) - 64;
  }
  return column - 1;
}

export function columnName(index: number): string {
  let name = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

/** `B2:D4`, or one cell. */
export function rangeOf(reference: string): Range {
  const [from = '', to = from] = reference.split(':');
  const rowOf = (cell: string): number => Number(/\d+$/.exec(cell)?.[0] ?? 0) - 1;
  return { top: rowOf(from), left: columnIndex(from), bottom: rowOf(to), right: columnIndex(to) };
}
