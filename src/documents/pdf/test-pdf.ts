/** Writes small PDFs, for tests. */

export interface TestPage {
  /** PostScript between the marks of a text: `72 700 Td (Revenue) Tj`. */
  text: string;
}

const LATIN = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';

/** A font that is not in the file: its codes are those of the character map that it names. */
export function outsideFont(characterMap: string, collection = 'GB1'): string {
  const info = `<< /Registry (Adobe) /Ordering (${collection}) /Supplement 2 >>`;
  const descriptor =
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 /FontBBox [-25 -254 1000 880] >>';
  const glyphs = `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo ${info} /DW 1000 /W [1 95 500] /FontDescriptor ${descriptor} >>`;
  return `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /${characterMap} /DescendantFonts [${glyphs}] >>`;
}

export function pdfOf(pages: readonly TestPage[], font = LATIN): Buffer {
  const kids = pages.map((_, at) => `${4 + 2 * at} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    font,
    ...pages.flatMap(({ text }, at) => {
      const content = text === '' ? '' : `BT /F1 10 Tf ${text} ET`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * at} 0 R >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = body.length;
    body += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + table + trailer, 'latin1');
}

/** A page whose lines stand below each other; cells of a line at the given distances. */
export function linesPage(lines: readonly (readonly [number, string][])[]): TestPage {
  const shown = lines.flatMap((cells, row) =>
    cells.map(([x, text]) => `1 0 0 1 ${x} ${700 - 14 * row} Tm (${text.replace(/[()\\]/g, '\\$&')}) Tj`),
  );
  return { text: shown.join(' ') };
}
