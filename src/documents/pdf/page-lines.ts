/** The lines of a page, from the pieces of text that a PDF places one by one. */

export interface PlacedText {
  str: string;
  /** Left end and base line, in points. */
  x: number;
  y: number;
  width: number;
  /** Size of the letters. */
  height: number;
}

export interface Line {
  cells: Cell[];
}

/** Words that stand together; between two cells is a gap as between columns. */
export interface Cell {
  text: string;
  left: number;
  right: number;
}

/** As shares of the size of the letters. */
const SAME_LINE = 0.5;
const WORD_GAP = 0.15;
const COLUMN_GAP = 1;

/** In the order of the file, which is the order of reading in nearly all of them. */
export function linesOf(texts: readonly PlacedText[]): Line[] {
  const lines: Line[] = [];
  let last: PlacedText | null = null;
  for (const text of texts) {
    if (text.str.trim() === '') continue;
    const line = lines.at(-1);
    const cell = line?.cells.at(-1);
    const size = Math.max(text.height, last?.height ?? 0, 1);
    const gap = cell === undefined ? 0 : text.x - cell.right;
    const goesOn = last !== null && Math.abs(text.y - last.y) < SAME_LINE * size && gap > -size;
    if (line === undefined || cell === undefined || !goesOn) lines.push({ cells: [cellOf(text)] });
    else if (gap > COLUMN_GAP * size) line.cells.push(cellOf(text));
    else {
      const isApart = gap > WORD_GAP * size || /^\s/.test(text.str) || cell.text.endsWith(' ');
      cell.text = `${cell.text.trimEnd()}${isApart ? ' ' : ''}${text.str.trimStart()}`;
      cell.right = text.x + text.width;
    }
    last = text;
  }
  return lines;
}

function cellOf({ str, x, width }: PlacedText): Cell {
  return { text: str.trimStart(), left: x, right: x + width };
}

/** Two blanks stand for the gap between columns: one would join `12` and `345` to a number in thousands. */
export function lineText({ cells }: Line): string {
  return cells.map(({ text }) => text.trim()).join('  ');
}
