import { describe, expect, it } from 'vitest';
import type { RequestDocument } from '../document.ts';
import { readFile } from '../read-file.ts';

async function read(html: string, name = 'filing.htm'): Promise<RequestDocument[]> {
  return (await readFile(name, Buffer.from(html))).documents;
}

function tablesOf(documents: readonly RequestDocument[]): unknown[] {
  return documents.flatMap((document) => ('rows' in document ? [document.rows] : []));
}

/** As one writer of filings lays figures out: `$` apart, no sign where there is none, brackets closed in a third cell. */
const workiva = `
<html><body><div>CONSOLIDATED STATEMENTS OF OPERATIONS</div><div>(In millions, except per-share amounts)</div>
<table>
<tr><td style="width:1%"/><td style="width:50%"/><td/><td/><td/><td/><td/><td/><td/><td/><td/></tr>
<tr><td colspan="3"></td><td colspan="3"><span>Three Months Ended</span></td><td colspan="2"></td><td colspan="3">Nine Months<br/>Ended</td></tr>
<tr><td colspan="3"></td><td colspan="3">June 29,<br/>2024</td><td colspan="2"></td><td colspan="3">June 29,<br/>2024</td></tr>
<tr><td colspan="3">Net sales</td><td>$</td><td>4,046&#160;</td><td></td><td colspan="2"></td><td>$</td><td>14,875&#160;</td><td></td></tr>
<tr><td colspan="3">Other income/(expense)</td><td colspan="2">(265</td><td>)</td><td colspan="2"></td><td colspan="2">(<ix:nonFraction>50</ix:nonFraction></td><td>)</td></tr>
<tr><td colspan="3">Effective tax rate</td><td colspan="2">15.9&nbsp;</td><td>%</td><td colspan="2"></td><td colspan="2">15.8</td><td>%</td></tr>
<tr><td colspan="3">Impairment</td><td colspan="2">&#8212;</td><td></td><td colspan="2"></td><td colspan="2">(3.2</td><td>)%</td></tr>
</table><p>See the notes<sup>(1)</sup>.</p></body></html>`;

describe('a filing', () => {
  it('has its figures in one cell each, under what stands over them', async () => {
    expect(await read(workiva)).toEqual([
      {
        id: 'filing.htm ¶ 1',
        text: 'CONSOLIDATED STATEMENTS OF OPERATIONS\n\n(In millions, except per-share amounts)\n\nSee the notes (1).',
      },
      {
        id: 'filing.htm table 1',
        caption: 'CONSOLIDATED STATEMENTS OF OPERATIONS · (In millions, except per-share amounts)',
        rows: [
          ['', 'Three Months Ended June 29, 2024', 'Nine Months Ended June 29, 2024'],
          ['Net sales', '$4,046', '$14,875'],
          ['Other income/(expense)', '(265)', '(50)'],
          ['Effective tax rate', '15.9%', '15.8%'],
          ['Impairment', '—', '(3.2)%'],
        ],
      },
    ]);
  });

  it('may part its columns by others, over which a heading reaches', async () => {
    const wide = (cells: readonly string[]): string =>
      `<tr>${cells.map((cell) => `<td colspan="3">${cell}</td>`).join('<td colspan="3"></td>')}</tr>`;
    const html = `<div>(Amounts in Thousands)</div><table>${wide(['', '', ''])}
      <tr><td colspan="3">&#160;</td><td colspan="3"></td><td colspan="9">Thirteen Weeks Ended</td></tr>
      ${wide(['&#160;', 'November 2,<br>2024', 'October 28,<br>2023'])}${wide(['', '', ''])}
      <tr><td colspan="3">SALES</td><td colspan="3"></td><td>$</td><td>293,618&#160;</td><td></td><td colspan="3"></td><td>$</td><td>303,457</td><td></td></tr>
      <tr><td colspan="3">COSTS</td><td colspan="3"></td><td colspan="2">153,547</td><td></td><td colspan="3"></td><td colspan="2">(156,242</td><td>)</td></tr></table>`;
    expect(await read(html)).toMatchObject([
      {},
      {
        caption: '(Amounts in Thousands)',
        rows: [
          ['', 'Thirteen Weeks Ended November 2, 2024', 'Thirteen Weeks Ended October 28, 2023'],
          ['SALES', '$293,618', '$303,457'],
          ['COSTS', '153,547', '(156,242)'],
        ],
      },
    ]);
  });

  it('may set every figure in the second of three columns', async () => {
    const row = (name: string, a: string, b: string): string =>
      `<tr><td>${name}</td><td>&nbsp;</td>${a}<td>&nbsp;</td>${b}</tr>`;
    const figure = (sign: string, number: string, end: string): string =>
      `<td>${sign}</td><td align="right">${number}</td><td>${end}</td>`;
    const html = `<table><tr><th></th><th></th><th colspan="3">2023</th><th></th><th colspan="3">2022</th></tr>
      ${row('Revenue', figure('$', '1,234', ''), figure('$', '1,100', ''))}
      ${row('Costs', figure('', '(900', ')'), figure('', '(850', ')'))}
      ${row('Margin', figure('', '27.1', '%'), figure('', '22.7', '%'))}</table>`;
    expect(tablesOf(await read(html))).toEqual([
      [
        ['', '2023', '2022'],
        ['Revenue', '$1,234', '$1,100'],
        ['Costs', '(900)', '(850)'],
        ['Margin', '27.1%', '22.7%'],
      ],
    ]);
  });

  it('keeps columns apart that have titles of their own', async () => {
    const html = `<table><tr><th>Entry</th><th>Debit</th><th>Credit</th></tr>
      <tr><td>Cash</td><td>12</td><td></td></tr><tr><td>Revenue</td><td></td><td>12</td></tr></table>`;
    expect(tablesOf(await read(html))).toEqual([
      [
        ['Entry', 'Debit', 'Credit'],
        ['Cash', '12', ''],
        ['Revenue', '', '12'],
      ],
    ]);
  });

  it('is the first document of a submission', async () => {
    const submission = `<SEC-DOCUMENT>0001.txt\n<DOCUMENT>\n<TYPE>10-K\n<TEXT>\n<html><p>Cash was 12.</p></html>\n</TEXT>\n</DOCUMENT>\n<DOCUMENT>\n<TYPE>GRAPHIC\n<TEXT>begin 644 a.jpg</TEXT></DOCUMENT>`;
    const { documents, notes } = await readFile('full.txt', Buffer.from(submission));
    expect(documents).toEqual([{ id: 'full.txt ¶ 1', text: 'Cash was 12.' }]);
    expect(notes).toEqual(['The submission holds 2 documents; only the first (10-K) was read.']);
  });
});

describe('a web page', () => {
  it('shows what browsers show', async () => {
    const html = `<!-- a --><!DOCTYPE html><html><head><title>no</title><style>.a{}</style><script>let no = "<p>9</p>";</script></head>
      <body><h1>Annual
      report</h1><div style="DISPLAY: none">no</div><p hidden>no</p><ix:header>no</ix:header>
      <p>Cash&nbsp;was <b>12.5</b>%<br>in 2023.<p>Costs &lt; 9 &#8212; or less<ul><li>one<li>two</ul>
      <pre>a  1
b  2</pre>last`;
    expect(await read(html)).toEqual([
      {
        id: 'filing.htm ¶ 1',
        text: 'Annual report\n\nCash was 12.5%\nin 2023.\n\nCosts < 9 — or less\n\none\n\ntwo\n\na 1\nb 2\n\nlast',
      },
    ]);
  });

  it('lays out cells over several rows and columns', async () => {
    const html = `<table><caption>表一（单位：万元）</caption>
      <tr><th rowspan="2">项目</th><th colspan="2">2023年</th></tr><tr><th>金额</th><th>占比</th></tr>
      <tr><td rowspan="2">华东</td><td>12.5</td><td>10%</td></tr><tr><td>13.5</td><td>11%</td></tr></table>`;
    expect(await read(html, '年报.html')).toEqual([
      {
        id: '年报.html',
        caption: '表一（单位：万元）',
        rows: [
          ['项目', '2023年 金额', '2023年 占比'],
          ['华东', '12.5', '10%'],
          ['华东', '13.5', '11%'],
        ],
      },
    ]);
  });

  it('takes tables that arrange others, or hold no figures, as text', async () => {
    const html = `<table><tr><td>Menu</td><td><p>Before</p>
      <table><tr><td></td><td>2023</td></tr><tr><td>Cash</td><td>12</td></tr></table>after</td></tr></table>
      <table><tr><td>•</td><td>First point of 2 in 2023</td></tr><tr><td>•</td><td>Second point</td></tr></table>`;
    const documents = await read(html);
    expect(tablesOf(documents)).toEqual([
      [
        ['', '2023'],
        ['Cash', '12'],
      ],
    ]);
    expect(documents[0]).toMatchObject({
      text: 'Menu Before\n\nafter\n\n• First point of 2 in 2023\n\n• Second point',
    });
  });

  it('keeps the first row of a table without a header as values', async () => {
    const html = '<table><tr><td>Revenue</td><td>63.0</td></tr><tr><td>Costs</td><td>48.0</td></tr></table>';
    expect(tablesOf(await read(html))).toEqual([
      [
        ['', ''],
        ['Revenue', '63.0'],
        ['Costs', '48.0'],
      ],
    ]);
  });

  it('is read in the encoding that it declares', async () => {
    const gbk = Buffer.concat([
      Buffer.from('<html><meta charset="gb2312"><p>'),
      Buffer.from('d3aad2b5cad5c8eb', 'hex'),
      Buffer.from('12.5</p>'),
    ]);
    expect((await readFile('a.html', gbk)).documents).toMatchObject([{ text: '营业收入12.5' }]);
  });

  it('is bounded: spans, nesting, rows', async () => {
    const wide =
      '<table><tr><th>a</th><th colspan="99999999">b</th></tr><tr><td rowspan="99999999">x</td><td>1</td></tr></table>';
    expect(tablesOf(await read(wide))).toEqual([
      [
        ['a', 'b'],
        ['x', '1'],
      ],
    ]);
    await expect(read(`<html>${'<div>'.repeat(30_000)}12`)).rejects.toThrow(
      'filing.htm nests more than 20,000 elements in each other.',
    );
    const long = `<table>${'<tr><td>a</td><td>1</td></tr>'.repeat(20_000)}</table>`;
    const { documents, notes } = await readFile('a.html', Buffer.from(long));
    expect(documents[0]).toMatchObject({ rows: { length: 5001 } });
    expect(notes).toContain('a.html: 10,000 rows of a table are left out.');
  });
});
