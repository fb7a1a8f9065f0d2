/** What all this is for: numbers of an answer are found where they stand in the file. */

import { expect, it } from 'vitest';
import { groundTrace } from '../verify/index.ts';
import type { ReadDocument } from './document.ts';
import { linesPage, pdfOf } from './pdf/test-pdf.ts';
import { readFile } from './read-file.ts';
import { xlsxOf } from './xlsx/test-xlsx.ts';

/** Each number of the answer with where it was found. */
function placesOf(
  { documents }: ReadDocument,
  question: string,
  reasoning: string,
): (readonly [string, unknown])[] {
  const texts = documents.flatMap((document) => ('text' in document ? [document] : []));
  const tables = documents.flatMap((document) => ('rows' in document ? [document] : []));
  const { numbers } = groundTrace(reasoning, { texts, tables, history: [], question });
  return numbers.map(({ text, origin }) => [text, origin]);
}

it('of a workbook: in cells, as the sheet shows them', async () => {
  const rows = [
    ['(in millions)', '2023', '2022'],
    ['Revenue', { value: 1234.5, format: '#,##0.0' }, { value: 1100.25, format: '#,##0.0' }],
    ['Margin', { value: 0.12468, format: '0.0%' }, { value: 0.101, format: '0.0%' }],
  ];
  const read = await readFile('book.xlsx', xlsxOf({ sheets: [{ name: 'Income', rows }] }));
  const places = placesOf(read, 'How did Acme do?', 'Revenue was $1,234.5 million with a margin of 12.5%.');
  expect(places).toMatchObject([
    ['$1,234.5 million', { kind: 'cell', table: 'book.xlsx Income!A1:C3', row: 1, column: 1 }],
    ['12.5%', { kind: 'cell', table: 'book.xlsx Income!A1:C3', row: 2, column: 1 }],
  ]);
});

it('of a PDF: in its tables and on its pages', async () => {
  const page = linesPage([
    [[72, 'The company opened 37 stores.']],
    [
      [72, 'item'],
      [300, '2023'],
    ],
    ...[
      ['Sales', '838,490'],
      ['Costs', '445,188'],
      ['Income', '118,321'],
    ].map(([name = '', figure = '']): [number, string][] => [
      [72, name],
      [290, figure],
    ]),
  ]);
  const read = await readFile('a.pdf', pdfOf([page]));
  expect(placesOf(read, 'How did it do?', 'It opened 37 stores and sold 838,490.')).toMatchObject([
    ['37', { kind: 'text', block: 'a.pdf p. 1' }],
    ['838,490', { kind: 'cell', table: 'a.pdf p. 1 table 1', row: 1, column: 1 }],
  ]);
});

it('of a Chinese table: with the unit that its header declares', async () => {
  const read = await readFile(
    '利润表.csv',
    Buffer.from('项目（单位：万元）,2023年\n营业收入,"12,345.67"\n净利润,880.5\n'),
  );
  expect(placesOf(read, '经营情况如何？', '营业收入为1.234567亿元。')).toMatchObject([
    ['1.234567亿元', { kind: 'cell', table: '利润表.csv', row: 1, column: 1 }],
  ]);
});
