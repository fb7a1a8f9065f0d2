/** Which letter sets the cells of a text apart. */

export type Delimiter = ',' | '\t' | ';' | '|';

const DELIMITERS: readonly Delimiter[] = [',', '\t', ';', '|'];
const SAMPLE_LINES = 60;
/** Share of the lines that must have the most frequent number of cells. */
const SAME = 0.8;

interface Candidate {
  delimiter: Delimiter;
  /** Cells of most lines. */
  cells: number;
  /** Share of lines that have so many. */
  same: number;
}

/** The delimiter of a file that is known to be a table: the one by which most lines have the same number of cells. */
export function delimiterOf(text: string): Delimiter {
  const found = candidates(text).filter(({ cells }) => cells > 1);
  found.sort((a, b) => b.same - a.same || b.cells - a.cells);
  return found[0]?.delimiter ?? ',';
}

/** The delimiter of a text that may be a table; null where it reads as prose. */
export function likelyDelimiter(text: string): Delimiter | null {
  const lines = sampleLines(text);
  if (lines.length < 2) return null;
  const commas = lines.join('\n').match(/, ?/g) ?? [];
  const isProse = commas.filter((comma) => comma.endsWith(' ')).length > commas.length / 2;
  const found = candidates(text).filter(({ delimiter, cells, same }) => {
    if (delimiter === '|' || (delimiter === ',' && isProse)) return false;
    return cells >= (delimiter === ',' ? 3 : 2) && same >= (delimiter === '\t' ? SAME : 1);
  });
  return found[0]?.delimiter ?? null;
}

function candidates(text: string): Candidate[] {
  const lines = sampleLines(text);
  return DELIMITERS.map((delimiter) => {
    const counts = new Map<number, number>();
    for (const line of lines) {
      const cells = line.split(delimiter).length;
      counts.set(cells, (counts.get(cells) ?? 0) + 1);
    }
    const [cells, count] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0];
    return { delimiter, cells, same: lines.length === 0 ? 0 : count / lines.length };
  });
}

/** The first lines with what stands in quotes taken out, line breaks in quotes too. */
function sampleLines(text: string): string[] {
  const begin = text.slice(0, 32_768);
  return (
    begin
      .replace(/"(?:[^"]|"")*"/g, 'q')
      .split(/\r\n|\n|\r/)
      // The last one may be cut off.
      .slice(0, begin.length < text.length ? -1 : undefined)
      .filter((line) => line.trim() !== '')
      .slice(0, SAMPLE_LINES)
  );
}
