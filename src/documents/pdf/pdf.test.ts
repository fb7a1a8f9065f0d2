import { describe, expect, it } from 'vitest';
import { readFile } from '../read-file.ts';
import { characterMap } from './character-maps.ts';
import { linesPage, outsideFont, pdfOf } from './test-pdf.ts';

/** As codes of a PDF string. */
function hexOf(bytes: Uint8Array): string {
  return `<${Buffer.from(bytes).toString('hex')}>`;
}

function utf16(text: string): string {
  return hexOf(Buffer.from(text, 'utf16le').swap16());
}

describe('a PDF', () => {
  it('gives the text of each page, its lines and columns apart', async () => {
    const first = linesPage([
      [[72, 'Revenue rose 12.5% in 2023.']],
      [
        [72, 'in millions'],
        [250, '2023'],
        [320, '2022'],
      ],
      [
        [72, 'Revenue'],
        [250, '1,234.5'],
        [320, '(900)'],
      ],
    ]);
    const read = await readFile('report.pdf', pdfOf([first, linesPage([[[72, 'Second page']]])]));
    expect(read).toEqual({
      documents: [
        {
          id: 'report.pdf p. 1',
          text: 'Revenue rose 12.5% in 2023.\nin millions  2023  2022\nRevenue  1,234.5  (900)',
        },
        { id: 'report.pdf p. 2', text: 'Second page' },
      ],
      notes: [],
    });
  });

  it('joins what is shown in pieces to words', async () => {
    const text = '1 0 0 1 72 700 Tm [(Rev) 20 (enue) -300 (rose)] TJ (.) Tj';
    const { documents } = await readFile('a.pdf', pdfOf([{ text }]));
    expect(documents).toEqual([{ id: 'a.pdf p. 1', text: 'Revenue rose.' }]);
  });

  it('says which pages hold no text', async () => {
    const pages = [linesPage([[[72, 'Cash 12']]]), { text: '' }, { text: '' }];
    const { documents, notes } = await readFile('a.pdf', pdfOf(pages));
    expect(documents).toHaveLength(1);
    expect(notes).toEqual(['2 of 3 pages hold no text (p. 2, 3): scanned pages are not read.']);
  });

  it('is refused when it is nothing but pictures, damaged or no PDF at all', async () => {
    await expect(readFile('a.pdf', pdfOf([{ text: '' }]))).rejects.toThrow(
      /^a\.pdf holds no text: its 1 page is a picture\.$/,
    );
    const whole = pdfOf([linesPage([[[72, 'Cash 12']]])]);
    await expect(readFile('a.pdf', whole.subarray(0, 60))).rejects.toThrow(/^a\.pdf is damaged: /);
  });

  it('is read though its table of objects is not where it says', async () => {
    const whole = pdfOf([linesPage([[[72, 'Cash 12']]])]).toString('latin1');
    const moved = Buffer.from(whole.replace(/startxref\n\d+/, 'startxref\n7'), 'latin1');
    expect((await readFile('a.pdf', moved)).documents).toEqual([{ id: 'a.pdf p. 1', text: 'Cash 12' }]);
  });
});

describe('a Chinese PDF whose font is not in it', () => {
  const text = '营业收入1,234.5万元，同比增长12.5%。';

  it('is read when its codes are Unicode', async () => {
    const page = { text: `1 0 0 1 72 700 Tm ${utf16(text)} Tj` };
    const { documents } = await readFile('年报.pdf', pdfOf([page], outsideFont('UniGB-UCS2-H')));
    expect(documents).toEqual([{ id: '年报.pdf p. 1', text }]);
  });

  it('is read when its codes are GBK', async () => {
    const gbk = Buffer.concat([
      Buffer.from('d3aad2b5cad5c8eb', 'hex'),
      Buffer.from('1,234.5'),
      Buffer.from('cdf2d4aa', 'hex'),
    ]);
    const page = { text: `1 0 0 1 72 700 Tm ${hexOf(gbk)} Tj` };
    const { documents } = await readFile('a.pdf', pdfOf([page], outsideFont('GBK-EUC-H')));
    expect(documents).toEqual([{ id: 'a.pdf p. 1', text: '营业收入1,234.5万元' }]);
  });

  it('gives no wrong letters when its codes are numbers of glyphs: digits are known, the rest is said to be lost', async () => {
    const digits = Buffer.from('001200130014', 'hex');
    const glyphs = Buffer.from('0fa00fa10fa2', 'hex');
    const known = { text: `1 0 0 1 72 700 Tm ${hexOf(digits)} Tj` };
    const unknown = { text: `1 0 0 1 72 700 Tm ${hexOf(glyphs)} Tj` };
    const { documents, notes } = await readFile('a.pdf', pdfOf([known, unknown], outsideFont('Identity-H')));
    expect(documents).toEqual([{ id: 'a.pdf p. 1', text: '123' }]);
    expect(notes).toEqual(['1 of 2 pages has fonts that do not say their letters (p. 2): left out.']);
  });

  it('says which character map is missing', async () => {
    const page = { text: '1 0 0 1 72 700 Tm <8260> Tj' };
    await expect(readFile('a.pdf', pdfOf([page], outsideFont('90ms-RKSJ-H', 'Japan1')))).rejects.toThrow(
      'a.pdf holds no text that can be read: its fonts need the character map 90ms-RKSJ-H.',
    );
  });

  it('has no other maps', () => {
    expect(characterMap('GBK-EUC-V')).toMatch(/^\/WMode 1 def/);
    expect(characterMap('KSC-EUC-H')).toBeNull();
  });
});
