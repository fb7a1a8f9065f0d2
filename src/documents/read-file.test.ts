import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { InputError } from '../core/errors.ts';
import { Random } from '../core/random.ts';
import { documentsSchema } from './document.ts';
import { linesPage, pdfOf } from './pdf/test-pdf.ts';
import { readFile } from './read-file.ts';
import { zipOf } from './test-zip.ts';
import { xlsxOf } from './xlsx/test-xlsx.ts';

const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const stream = (name: string): Buffer =>
  Buffer.concat([OLE, Buffer.alloc(600), Buffer.from(name, 'utf16le')]);

describe('a file that is not read', () => {
  it.each([
    [
      'old Excel',
      stream('Workbook'),
      'a.bin is an old Excel file (XLS), which is not read.',
      'Save it as .xlsx or .csv.',
    ],
    [
      'old Word',
      stream('WordDocument'),
      'a.bin is an old Word file (DOC), which is not read.',
      'Save it as PDF.',
    ],
    [
      'locked Excel',
      stream('EncryptedPackage'),
      'a.bin is locked by a password.',
      'Save it without a password',
    ],
    [
      'PNG',
      Buffer.from('89504e470d0a1a0a', 'hex'),
      'a.bin is an image (PNG), which is not read.',
      'Give the text',
    ],
    ['gzip', Buffer.from('1f8b0800', 'hex'), 'a.bin is an archive (gzip), which is not read.', 'Unpack it'],
    [
      'an unknown kind',
      deflateSync('x'.repeat(999)),
      'a.bin is neither text nor a kind',
      'Read are PDF, XLSX',
    ],
    ['blanks', Buffer.from(' \n\n '), 'a.bin holds no text.', 'Check that it is the right file'],
    [
      'Excel 2003 XML',
      Buffer.from('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'),
      'a.bin is an Excel 2003 XML file, which is not read.',
      'save it as .xlsx',
    ],
  ])('is named, with what to do: %s', async (_, bytes, message, hint) => {
    const refused = await readFile('folder/a.bin', bytes).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InputError);
    expect((refused as InputError).message).toContain(message);
    expect((refused as InputError).hint).toContain(hint);
  });
});

describe('a file with the wrong ending', () => {
  it.each([
    ['PDF', pdfOf([linesPage([[[72, 'Cash 12']]])])],
    [
      'workbook',
      xlsxOf({
        sheets: [
          {
            rows: [
              ['a', '2023'],
              ['Cash', 12],
            ],
          },
        ],
      }),
    ],
    ['page', Buffer.from('<!DOCTYPE html><p>Cash 12</p>')],
  ])('is read as what it is: %s', async (_, bytes) => {
    for (const name of ['a.csv', 'a', 'a.txt']) {
      expect(JSON.stringify((await readFile(name, bytes)).documents)).toMatch(/Cash( |",")12/);
    }
  });

  it('may be a web page that calls itself XLS, as banks export them', async () => {
    const html = '<table><tr><td>item</td><td>2023</td></tr><tr><td>Cash</td><td>12</td></tr></table>';
    const { documents } = await readFile('a.xls', Buffer.from(html));
    expect(documents).toMatchObject([
      {
        rows: [
          ['item', '2023'],
          ['Cash', '12'],
        ],
      },
    ]);
  });
});

it('has ids that requests take, whatever its name', async () => {
  for (const name of [
    '',
    '../../etc/passwd',
    'C:\\a\\b.txt',
    'x'.repeat(5000),
    'a\u0000\n\u202Eb',
    '报告'.repeat(300),
  ]) {
    const { documents } = await readFile(name, Buffer.from('Cash 12.'));
    const [{ id } = { id: '' }] = documentsSchema.parse(documents);
    expect(id).not.toMatch(/[\n\0/\\\u202E]/);
  }
});

it('never gives more documents than a request takes, and loses no page, table or paragraph for it', async () => {
  const pages = Array.from({ length: 450 }, (_, n) =>
    linesPage([[[72, `Page ${n + 1} has cash of ${n}.5`]]]),
  );
  const pdf = documentsSchema.parse((await readFile('a.pdf', pdfOf(pages))).documents);
  expect(pdf.map(({ id }) => id).slice(0, 2)).toEqual(['a.pdf p. 1–5', 'a.pdf p. 6–10']);
  expect(JSON.stringify(pdf)).toContain('Page 450 has cash of 449.5');

  const table = (n: number): string =>
    `<p>Note ${n}. ${'The company says more. '.repeat(40)}</p><table><tr><td>item</td><td>2023</td></tr><tr><td>Cash</td><td>${n}.5</td></tr></table>`;
  const html = `<html>${Array.from({ length: 400 }, (_, n) => table(n)).join('')}`;
  const { documents, notes } = await readFile('a.html', Buffer.from(html));
  expect(documentsSchema.parse(documents).filter((document) => 'rows' in document)).toHaveLength(120);
  expect(notes).toEqual(['Of 400 tables the 120 largest are tables; the others are given as lines of text.']);
  for (const n of [0, 200, 399]) expect(JSON.stringify(documents)).toContain(`${n}.5`);
});

it('gives no more text than a request can carry', async () => {
  const { documents, notes } = await readFile(
    'a.txt',
    Buffer.from('Cash was 12.5 that day.\n\n'.repeat(200_000)),
  );
  const size = documents.reduce((sum, document) => sum + ('text' in document ? document.text.length : 0), 0);
  expect(size).toBeLessThanOrEqual(2_000_000);
  expect(notes).toEqual([expect.stringMatching(/^Only the first 2,000,000 characters are kept/)]);
});

describe('a file that was damaged on the way', () => {
  const whole: [string, Buffer][] = [
    [
      'a.pdf',
      pdfOf([
        linesPage([
          [
            [72, 'Cash'],
            [200, '12.5'],
          ],
        ]),
        linesPage([[[72, 'More']]]),
      ]),
    ],
    [
      'a.xlsx',
      xlsxOf({
        sheets: [
          {
            rows: [
              ['a', '2023'],
              ['Cash', { value: 0.125, format: '0.0%' }],
            ],
          },
        ],
      }),
    ],
    [
      'b.xlsx',
      xlsxOf(
        {
          sheets: [
            {
              rows: [
                ['a', '2023'],
                ['Cash', 12],
              ],
            },
          ],
        },
        { stored: true },
      ),
    ],
    [
      'a.html',
      Buffer.from('<html><table><tr><td rowspan=2>a<td colspan=3>2023<tr><td>$<td>(5<td>)</table><p>b'),
    ],
    ['a.csv', Buffer.from('item;2023\n"Cash";"1,234.5"\n')],
    ['a.json', Buffer.from('[{"id":"a","text":"Cash 12"}]')],
    ['c.xlsx', zipOf({ 'xl/workbook.xml': '<workbook/>' })],
  ];

  it.each(whole)('is read or refused, and nothing else: %s', async (name, bytes) => {
    const random = Random.derive(3, 'damage', name);
    const others: unknown[] = [];
    for (let round = 0; round < 120; round++) {
      const length = round % 3 === 0 ? random.int(0, bytes.length) : bytes.length;
      const damaged = Buffer.from(bytes.subarray(0, length));
      for (let flips = 0; flips <= round % 4; flips++) damaged[random.int(0, length)] = random.int(0, 255);
      try {
        documentsSchema.parse((await readFile(name, damaged)).documents);
      } catch (error) {
        if (!(error instanceof InputError)) others.push(error);
      }
    }
    expect(others).toEqual([]);
  });
});
