/** Tables for the terminal. */

/** Columns aligned, three spaces between them; the first row is the header. Columns whose body is empty are left out. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const [header = []] = rows;
  const shown = header.flatMap((_, i) =>
    i === 0 || rows.slice(1).some((row) => (row[i] ?? '') !== '') ? [i] : [],
  );
  const widths = shown.map((i) => Math.max(...rows.map((row) => widthOf(row[i] ?? ''))));
  return rows
    .map((row) =>
      shown
        .map((i, at) => {
          const cell = row[i] ?? '';
          return cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell));
        })
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/g;

/** Columns that a terminal takes: Chinese characters are twice as wide. */
function widthOf(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}
