import { describe, expect, it } from 'vitest';
import { readFile } from '../read-file.ts';
import { linesPage, pdfOf } from './test-pdf.ts';

type Cells = readonly [number, string][];

async function tablesIn(lines: readonly Cells[]): Promise<unknown[]> {
  const { documents } = await readFile('a.pdf', pdfOf([linesPage(lines)]));
  return documents.filter((document) => 'rows' in document);
}

const rows: Cells[] = [
  [
    [72, 'Revenue'],
    [300, '1,234.5'],
    [380, '1,100.3'],
  ],
  [[72, 'Expenses:']],
  [
    [80, 'Cost of sales'],
    [303, '(700.1)'],
    [382, '(650.0)'],
  ],
  [
    [72, 'Profit'],
    [310, '334.1'],
    [400, '-'],
  ],
];

describe('a table on a page', () => {
  it('is found by its figures, with the header above it', async () => {
    const above: Cells[] = [
      [[72, 'The company sold more in every quarter of the year, and at higher prices.']],
      [[310, 'Year ended December 31']],
      [
        [72, '(in millions)'],
        [310, '2023'],
        [390, '2022'],
      ],
    ];
    expect(await tablesIn([...above, ...rows])).toEqual([
      {
        id: 'a.pdf p. 1 table 1',
        rows: [
          ['(in millions)', 'Year ended December 31 2023', 'Year ended December 31 2022'],
          ['Revenue', '1,234.5', '1,100.3'],
          ['Expenses:', '', ''],
          ['Cost of sales', '(700.1)', '(650.0)'],
          ['Profit', '334.1', '-'],
        ],
      },
    ]);
  });

  it('has an empty header where none stands above', async () => {
    const found = await tablesIn([
      [[72, 'Cash and others, as the notes explain them at great length.']],
      ...rows,
    ]);
    expect(found).toMatchObject([{ rows: [['', '', ''], ['Revenue', '1,234.5', '1,100.3'], {}, {}, {}] }]);
  });

  it('is left to the text where columns are not clear', async () => {
    const crossing: Cells[] = [
      ...rows,
      [
        [72, 'Other'],
        [320, '12,345,678,901'],
      ],
    ];
    expect(await tablesIn(crossing)).toEqual([]);
    expect(await tablesIn(rows.slice(0, 3))).toEqual([]);
  });

  it('is no list of contents', async () => {
    const contents = ['Introduction', 'Results', 'Outlook'].map((title, at): Cells => [
      [72, `${title} . . . . . . . . . .`],
      [400, String(at + 1)],
    ]);
    expect(await tablesIn(contents)).toEqual([]);
  });
});
