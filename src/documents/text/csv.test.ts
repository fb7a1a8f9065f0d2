import { describe, expect, it } from 'vitest';
import { readFile } from '../read-file.ts';

async function rowsOf(bytes: string | Buffer, name = 'a.csv'): Promise<string[][]> {
  const { documents } = await readFile(name, Buffer.from(bytes));
  expect(documents).toHaveLength(1);
  const [document] = documents;
  return document !== undefined && 'rows' in document ? document.rows : [];
}

const cash = [
  ['item', '2023', '2022'],
  ['Cash', '1,234.5', '(7)'],
];

describe('a CSV file', () => {
  it.each([
    ['commas and quotes', 'item,2023,2022\nCash,"1,234.5",(7)\n'],
    ['semicolons', 'item;2023;2022\r\nCash;1,234.5;(7)\r\n'],
    ['tabs', 'item\t2023\t2022\nCash\t1,234.5\t(7)'],
    ['pipes', 'item|2023|2022\nCash|1,234.5|(7)'],
    ['a byte order mark', '\uFEFFitem,2023,2022\nCash,"1,234.5",(7)'],
    ['line ends of old Macs', 'item,2023,2022\rCash,"1,234.5",(7)\r'],
    ['blanks and line breaks in cells', ' item ,2023,2022\n" Cash\n","1,234.5", (7) '],
  ])('is read with %s', async (_, text) => {
    expect(await rowsOf(text)).toEqual(cash);
  });

  it('has its short rows filled, its empty rows and columns dropped', async () => {
    expect(await rowsOf('item,,2023,2022\n,,,\nCash,,5\nDebt,,6,7,8\n')).toEqual([
      ['item', '2023', '2022', ''],
      ['Cash', '5', '', ''],
      ['Debt', '6', '7', '8'],
    ]);
  });

  it('keeps the first row of a file without a header as values', async () => {
    expect(await rowsOf('2024-01-02,100.5\n2024-01-03,101.5\n')).toEqual([
      ['', ''],
      ['2024-01-02', '100.5'],
      ['2024-01-03', '101.5'],
    ]);
  });

  it('is read in the encodings of Chinese Windows and of Excel', async () => {
    const gb = Buffer.concat([
      Buffer.from('cfeec4bf', 'hex'),
      Buffer.from(',2023\n'),
      Buffer.from('bbf5b1d2d7cabdf0', 'hex'),
      Buffer.from(',"1,234.5"\n'),
    ]);
    const read = await readFile('a.csv', gb);
    expect(read.documents).toMatchObject([
      {
        rows: [
          ['项目', '2023'],
          ['货币资金', '1,234.5'],
        ],
      },
    ]);
    expect(read.notes).toEqual(['The file is not UTF-8; it was read as GB18030.']);
    const wide = Buffer.from('\uFEFF项目\t2023\n货币资金\t1,234.5\n', 'utf16le');
    expect(await rowsOf(wide)).toEqual([
      ['项目', '2023'],
      ['货币资金', '1,234.5'],
    ]);
  });

  it('is read though its quotes do not pair, and says so', async () => {
    const { documents, notes } = await readFile('a.csv', Buffer.from('item,2023\n"Cash,5\nDebt,6\n'));
    expect(documents).toMatchObject([
      {
        rows: [
          ['item', '2023'],
          ['"Cash', '5'],
          ['Debt', '6'],
        ],
      },
    ]);
    expect(notes).toEqual([expect.stringMatching(/^Quotes do not pair/)]);
  });

  it('warns of decimals with a comma', async () => {
    const { notes } = await readFile('a.csv', Buffer.from('item;2023\nCash;1.234,56\nDebt;7,8\n'));
    expect(notes).toEqual([expect.stringContaining('writes decimals with a comma')]);
  });

  it('is found by its content, whatever it is called', async () => {
    expect(await rowsOf('item\t2023\t2022\nCash\t1,234.5\t(7)\n', 'a.txt')).toEqual(cash);
    expect(await rowsOf('item;2023;2022\nCash;1,234.5;(7)\n', 'a.xlsx')).toEqual(cash);
    const prose =
      'Cash rose, as planned, by 5.\nDebt fell, as planned, by 6.\nSo it went, in 2023 as before, and on.\n';
    expect((await readFile('a.txt', Buffer.from(prose))).documents).toEqual([
      { id: 'a.txt ¶ 1', text: prose.trim() },
    ]);
  });

  it('is bounded', async () => {
    const text = `n,v\n${Array.from({ length: 20_000 }, (_, n) => `row ${n},${n}.5`).join('\n')}\n`;
    const { documents, notes } = await readFile('a.csv', Buffer.from(text));
    expect(documents).toMatchObject([{ rows: { length: 5001, 5000: ['row 4999', '4999.5'] } }]);
    expect(notes).toEqual(['Only the first 5,000 rows of about 20,001 lines are kept.']);
    const long = `n,v\n${'row,1234567890.12345678901234567890\n'.repeat(250_000)}`;
    const { notes: told } = await readFile('a.csv', Buffer.from(long));
    expect(told).toContain('Only the first 5,000 rows of about 250,001 lines are kept.');
    const wide = `${Array.from({ length: 300 }, (_, n) => `c${n}`).join(',')}\n${Array.from({ length: 300 }, (_, n) => n).join(',')}\n`;
    const read = await readFile('a.csv', Buffer.from(wide));
    expect(read.documents).toMatchObject([{ rows: { 1: { length: 200 } } }]);
    expect(read.notes).toEqual(['Only the first 200 of 300 columns are kept.']);
  });
});
