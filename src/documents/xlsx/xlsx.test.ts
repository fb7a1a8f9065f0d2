import { describe, expect, it } from 'vitest';
import { readFile } from '../read-file.ts';
import { zipOf } from '../test-zip.ts';
import { xlsxOf, xlsxParts, type TestSheet } from './test-xlsx.ts';

const percent = (value: number): { value: number; format: string } => ({ value, format: '0.0%' });
const amount = (value: number): { value: number; format: string } => ({ value, format: '#,##0.0;(#,##0.0)' });

const income: TestSheet = {
  name: 'Income',
  rows: [
    ['Acme Ltd'],
    ['(in millions)'],
    null,
    [null, 'Year ended December 31', null, 'Change'],
    [null, 2023, 2022],
    ['Revenue', amount(1234.5), amount(1100.25), percent(0.12202)],
    ['Costs', amount(-900.4), amount(-850), percent(0.0593)],
    ['Assets'],
    ['Cash', amount(12), amount(0), null],
  ],
  merges: ['B4:C4', 'A1:D1'],
};

describe('a workbook', () => {
  it('gives its sheets as tables, cells as the sheet shows them', async () => {
    const { documents, notes } = await readFile('a.xlsx', xlsxOf({ sheets: [income] }));
    expect(notes).toEqual([]);
    expect(documents).toEqual([
      {
        id: 'a.xlsx Income!A4:D9',
        caption: 'Income · Acme Ltd · (in millions)',
        rows: [
          ['', 'Year ended December 31 2023', 'Year ended December 31 2022', 'Change'],
          ['Revenue', '1,234.5', '1,100.3', '12.2%'],
          ['Costs', '(900.4)', '(850.0)', '5.9%'],
          ['Assets', '', '', ''],
          ['Cash', '12.0', '0.0', ''],
        ],
      },
    ]);
  });

  it('parts the tables of a sheet where blank rows and a new header do', async () => {
    const rows: TestSheet['rows'] = [
      ['项目', '2023年', '2022年'],
      ['货币资金', 12345.678, 9876.5],
      null,
      ['存货', 5, 6],
      null,
      ['分部情况（单位：万元）'],
      ['分部', '收入', '日期'],
      ['华东', { value: 1234.5, format: '#,##0.00' }, { value: 45382, format: 'yyyy"年"m"月"d"日"' }],
      null,
      ['数据来源：公司年报'],
    ];
    const { documents } = await readFile('资产.xlsx', xlsxOf({ sheets: [{ name: '资产负债', rows }] }));
    expect(documents).toEqual([
      {
        id: '资产.xlsx 资产负债!A1:C4',
        caption: '资产负债',
        rows: [
          ['项目', '2023年', '2022年'],
          ['货币资金', '12345.678', '9876.5'],
          ['存货', '5', '6'],
        ],
      },
      {
        id: '资产.xlsx 资产负债!A7:C8',
        caption: '资产负债 · 分部情况（单位：万元）',
        rows: [
          ['分部', '收入', '日期'],
          ['华东', '1,234.50', '2024年3月31日'],
        ],
      },
      { id: '资产.xlsx ¶ 1', text: '数据来源：公司年报' },
    ]);
  });

  it('leaves out what is hidden, and says so', async () => {
    const shown: TestSheet = {
      ...{ name: 'Shown', before: '<cols><col min="3" max="3" hidden="1"/></cols>', hiddenRows: [3] },
      rows: [
        ['Item', '2023', 'Internal'],
        ['Cash', 12, 99],
        ['Secret', 98, 97],
      ],
    };
    const sheets = [shown, { name: 'Aside', state: 'hidden', rows: [['a', 96]] }];
    const { documents, notes } = await readFile('a.xlsx', xlsxOf({ sheets }));
    expect(documents).toMatchObject([
      {
        rows: [
          ['Item', '2023'],
          ['Cash', '12'],
        ],
      },
    ]);
    expect(notes).toEqual([
      '1 hidden sheet left out: Aside.',
      'Sheet Shown: 1 hidden row and 1 hidden column left out.',
    ]);
  });

  it('reads cells of every kind', async () => {
    const rows: TestSheet['rows'] = [
      ['kind', 'cell'],
      [
        'rich',
        { xml: '<c t="inlineStr"><is><r><t>Net </t></r><r><t>income</t></r><rPh><t>x</t></rPh></is></c>' },
      ],
      ['truth', { xml: '<c t="b"><v>1</v></c>' }],
      ['error', { xml: '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>' }],
      ['text of a formula', { xml: '<c t="str"><f>A1&amp;"x"</f><v>a_x000D_b &amp; c</v></c>' }],
      ['day', { xml: '<c t="d"><v>2024-03-31T00:00:00</v></c>' }],
      ['formula', { xml: '<c><f>1+1</f><v>2</v></c>' }],
      ['line break', 'two\nlines'],
    ];
    const { documents, notes } = await readFile('a.xlsx', xlsxOf({ sheets: [{ rows }] }));
    const cells = documents.flatMap((document) =>
      'rows' in document ? document.rows.map((row) => row[1]) : [],
    );
    expect(cells.slice(1)).toEqual([
      'Net income',
      'TRUE',
      '#DIV/0!',
      'a b & c',
      '2024-03-31',
      '2',
      'two lines',
    ]);
    expect(notes).toEqual([]);
  });

  it('says where formulas have no value, or an old one', async () => {
    const rows: TestSheet['rows'] = [
      ['a', 'b'],
      ['sum', { xml: '<c><f>SUM(B2:B3)</f><v></v></c>' }],
      ['other', { xml: '<c><f>B2*2</f></c>' }],
    ];
    const { notes } = await readFile('a.xlsx', xlsxOf({ sheets: [{ rows }] }));
    expect(notes).toEqual([expect.stringMatching(/^2 formulas without a value left empty: open the file/)]);
    const stale: TestSheet['rows'] = [
      ['a', 'b'],
      ['x', { xml: '<c><f>B2*2</f><v>0</v></c>' }],
    ];
    const calculation = '<calcPr fullCalcOnLoad="1"/>';
    const read = await readFile('a.xlsx', xlsxOf({ sheets: [{ rows: stale }], calculation }));
    expect(read.notes).toEqual([expect.stringContaining('may be stale')]);
  });

  it('counts days from 1904 where it says so', async () => {
    const rows = [
      ['a', 'day'],
      ['x', { value: 43920, format: 'yyyy-mm-dd' }],
    ];
    const workbook = { sheets: [{ rows }], workbookProperties: '<workbookPr date1904="1"/>' };
    const { documents } = await readFile('a.xlsx', xlsxOf(workbook));
    expect(documents).toMatchObject([{ rows: [{}, ['x', '2024-03-31']] }]);
  });

  it('takes elements with prefixes, and cells without references', async () => {
    const parts = xlsxParts({
      sheets: [
        {
          rows: [
            ['a', 'b'],
            ['c', 5],
          ],
        },
      ],
    });
    const sheet =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>Item</x:t></x:is></x:c><x:c><x:v>2023</x:v></x:c></x:row><x:row><x:c t="inlineStr"><x:is><x:t>Cash</x:t></x:is></x:c><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    const { documents } = await readFile('a.xlsx', zipOf({ ...parts, 'xl/worksheets/sheet1.xml': sheet }));
    expect(documents).toMatchObject([
      {
        rows: [
          ['Item', '2023'],
          ['Cash', '7'],
        ],
      },
    ]);
  });

  it('is bounded', async () => {
    const rows = [['n', 'v'], ...Array.from({ length: 12_000 }, (_, n) => [`row ${n}`, n])];
    const { documents, notes } = await readFile('a.xlsx', xlsxOf({ sheets: [{ name: 'Long', rows }] }));
    expect(documents).toHaveLength(1);
    expect(documents[0]).toMatchObject({ rows: { length: 5001 } });
    expect(notes).toEqual([
      'Sheet Long: only its first 10,000 rows were read.',
      'a.xlsx Long: only the first 5,000 of 9,999 rows are kept.',
    ]);
  });
});

describe('a workbook that cannot be read', () => {
  const parts = xlsxParts({
    sheets: [
      {
        rows: [
          ['a', 'b'],
          ['c', 5],
        ],
      },
    ],
  });

  it.each([
    ['locked', zipOf(parts, { flags: 1 }), 'a.xlsx is locked by a password.'],
    ['cut off', zipOf(parts).subarray(0, 900), 'a.xlsx is damaged: it is cut off.'],
    [
      'a Word file',
      zipOf({ 'word/document.xml': '<w/>' }),
      'a.xlsx is a Word file (DOCX), which is not read.',
    ],
    ['another archive', zipOf({ 'a.txt': 'a' }), 'a.xlsx is an archive without a workbook.'],
    ['an empty archive', zipOf({}), 'a.xlsx is an archive without a workbook.'],
    ['without its sheet', zipOf({ ...parts, 'xl/worksheets/sheet1.xml': '' }), 'a.xlsx holds no text.'],
  ])('is refused: %s', async (_, bytes, message) => {
    await expect(readFile('a.xlsx', bytes)).rejects.toThrow(message);
  });

  it('is refused when a part is not what its checksum says', async () => {
    const bytes = Buffer.from(zipOf(parts, { stored: true }));
    bytes[bytes.indexOf('<v>5</v>') + 3] = 0x36;
    await expect(readFile('a.xlsx', bytes)).rejects.toThrow(
      'a.xlsx is damaged: xl/worksheets/sheet1.xml does not match its checksum.',
    );
  });

  it('is refused when it unpacks to more than is read', async () => {
    const bomb = zipOf({ ...parts, 'xl/worksheets/sheet1.xml': Buffer.alloc(140 * 2 ** 20, 0x20) });
    expect(bomb.length).toBeLessThan(300_000);
    await expect(readFile('a.xlsx', bomb)).rejects.toThrow(/unpacks to more than is read/);
  });
});
