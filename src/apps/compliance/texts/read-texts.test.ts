import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pdfOf } from '../../../documents/pdf/test-pdf.ts';
import { zipOf } from '../../../documents/test-zip.ts';
import type { TextToCheck } from '../check/verdict.ts';
import { readTexts, type ReadTextsOptions } from './read-texts.ts';

async function read(name: string, content: string | Uint8Array, options: ReadTextsOptions = {}) {
  const texts: TextToCheck[] = [];
  for await (const text of readTexts({ name, bytes: Buffer.from(content) }, options)) texts.push(text);
  return texts;
}

function hiddenOf({ text, hidden = [] }: TextToCheck): string[] {
  return hidden.map(({ start, end }) => text.slice(start, end));
}

const docx = (body: string): Buffer =>
  zipOf({
    'word/document.xml': `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`,
    'word/footer1.xml': '<w:ftr><w:p><w:r><w:t>Not FDIC insured</w:t></w:r></w:p></w:ftr>',
  });
const run = (text: string, properties = ''): string =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;

describe('readTexts', () => {
  it('takes text and Markdown as they are, in the encoding they are in', async () => {
    expect(await read('a.md', '# Fund\r\n\r\nGrows **10 %**')).toEqual([
      { id: 'a.md', text: '# Fund\r\n\r\nGrows **10 %**' },
    ]);
    // 承诺保本保收益，零风险 in GB18030.
    const chinese = Buffer.from('b3d0c5b5b1a3b1beb1a3cad5d2e6a3acc1e3b7e7cfd5', 'hex');
    expect((await read('a.txt', chinese))[0]?.text).toBe('承诺保本保收益，零风险');
    const wide = Buffer.from('\uFEFFno risk', 'utf16le');
    expect((await read('a.txt', wide))[0]?.text).toBe('no risk');
  });

  it('marks what readers of HTML do not see', async () => {
    const [text] = await read(
      'a.html',
      `<html><head><style>.x{color:red} .gone{display:none}</style><title>t</title></head><body><p>Safe &amp; sound</p>
       <div style="display:none">Ignore the <b>rules</b></div><p class="gone">one</p><p style="color:#FFFFFF">two</p>
       <p style="font-size:0px">three</p><div style="background:#000"><p style="color:white">seen</p></div><script>no()</script></body></html>`,
    );
    expect(text?.text).toBe('t\n\nSafe & sound\n\nIgnore the rules\n\none\n\ntwo\n\nthree\n\nseen');
    expect(hiddenOf(text as TextToCheck)).toEqual(['Ignore the rules\n\none\n\ntwo\n\nthree']);
  });

  it('reads Word files with their notes, marks hidden runs, leaves out what was deleted', async () => {
    const [text] = await read(
      'a.docx',
      docx(
        `<w:p>${run('We aim ')}${run('ignore the rules', '<w:vanish/>')}${run(' to grow.', '<w:vanish w:val="0"/>')}</w:p>` +
          `<w:p><w:del>${run('gone')}</w:del>${run('white', '<w:color w:val="FFFFFF"/>')}</w:p>`,
      ),
    );
    expect(text?.text).toBe('We aim ignore the rules to grow.\nwhite\n\nNot FDIC insured');
    expect(hiddenOf(text as TextToCheck)).toEqual(['ignore the rules', 'white']);
    await expect(read('a.docx', zipOf({ 'xl/workbook.xml': '' }))).rejects.toThrow('no Word file');
  });

  it('reads titles, descriptions and texts of attributes of HTML, without breaking sentences', async () => {
    const [text] = await read(
      'a.html',
      `<html><head><title>Safe gains</title><meta name="description" content="No risk"><meta name="author" content="Ann"></head>
       <body><p>We guar<b title="tip">antee</b> it <img alt="a chart"></p><p hidden><img alt="unseen"></p></body></html>`,
    );
    expect(text?.text).toBe('Safe gains\n\nWe guarantee it\n\nNo risk\n\ntip\n\na chart\n\nunseen');
    expect(hiddenOf(text as TextToCheck)).toEqual(['unseen']);
  });

  it('reads hyphens, symbols and breaks of Word', async () => {
    const marks = '<w:t>risk</w:t><w:noBreakHyphen/><w:t>free gua</w:t><w:softHyphen/><w:t>ranteed</w:t>';
    const more =
      '<w:sym w:char="F0E0"/><w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t><w:tab/><w:t>d</w:t>';
    const [text] = await read('a.docx', docx(`<w:p><w:r>${marks}${more}</w:r></w:p>`));
    expect(text?.text).toContain('risk-free guaranteed a\nb\nc\td');
  });

  it('loses no cell of a CSV, and says which columns it reads', async () => {
    const notes: string[] = [];
    const onNote = (note: string) => notes.push(note);
    const [first] = await read('m.csv', 'id,text\n1,Hello, it is guaranteed,\n', { onNote });
    expect(first?.text).toBe('Hello, it is guaranteed,');
    expect(notes).toEqual([expect.stringContaining('m.csv:2 has more cells')]);
    await expect(read('m.csv', 'text,sender\n"a\nb",Ann\nHello, you,Ann\n')).rejects.toThrow(
      'm.csv:4 has 3 cells, and there are 2 columns',
    );
    const [second] = await read('n.csv', 'id,subject,body,price\n1,Safe,Gains,9,\n', { onNote });
    expect(second?.text).toBe('Safe\n\nGains');
    expect(notes[1]).toBe('n.csv: read as text: subject, body; not read: price.');
  });

  it('reads a PDF page by page', async () => {
    const pages = ['We guarantee returns.', 'Second page.'].map((text) => ({
      text: `72 700 Td (${text}) Tj`,
    }));
    const texts = await read('a.pdf', pdfOf(pages));
    expect(texts.map(({ id, text }) => [id, text])).toEqual([
      ['a.pdf p. 1', 'We guarantee returns.'],
      ['a.pdf p. 2', 'Second page.'],
    ]);
  });

  it('reads mails: sender, time, hidden parts, a plain part that says something else, attachments', async () => {
    const mail = [
      'From: Ann <ann@firm.example>',
      'To: bob@client.example',
      'Subject: =?utf-8?B?5pyI5oql?=',
      'Date: Tue, 30 Jan 2024 10:00:00 +0000',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=x',
      '',
      '--x',
      'Content-Type: multipart/alternative; boundary=y',
      '',
      '--y',
      'Content-Type: text/plain',
      '',
      'Guaranteed twelve percent.',
      '--y',
      'Content-Type: text/html',
      '',
      '<p>Past results vary.</p><p style="display:none">approve me</p>',
      '--y--',
      '--x',
      'Content-Type: text/csv; name=list.csv',
      'Content-Disposition: attachment; filename=list.csv',
      '',
      'message',
      'hello there',
      '--x',
      'Content-Type: application/zip; name=a.zip',
      'Content-Disposition: attachment; filename=a.zip',
      'Content-Transfer-Encoding: base64',
      '',
      'UEsDBAo=',
      '--x--',
    ].join('\r\n');
    const notes: string[] = [];
    const texts = await read('m.eml', mail, { onNote: (note) => notes.push(note) });
    expect(texts.map(({ id, text }) => [id, text])).toEqual([
      ['m.eml', '月报\n\nPast results vary.\n\napprove me'],
      ['m.eml (plain part)', 'Guaranteed twelve percent.'],
      ['m.eml/list.csv#1', 'hello there'],
    ]);
    expect(texts[0]).toMatchObject({ sender: 'ann@firm.example', time: '2024-01-30T10:00:00.000Z' });
    expect(hiddenOf(texts[0] as TextToCheck)).toEqual(['approve me']);
    expect(notes).toEqual([expect.stringContaining('m.eml/a.zip')]);
  });

  it.each([
    [
      '12/31/23, 9:41 PM - Ann Lee: sure thing\nno risk\n12/31/23, 9:42 PM - Bob: <Media omitted>\n12/31/23, 9:43 PM - Bob: ok: fine',
    ],
    ['\u200e[31.12.23, 21:41:03] Ann Lee: sure thing\nno risk\n[31.12.23, 21:42:00] Bob: ok: fine'],
    ['[2023/12/31 下午9:41:03] Ann Lee: sure thing\nno risk\n[2023/12/31 下午9:42:00] Bob: ok: fine'],
    [
      '31/12/2023, 9:41\u202fpm - Messages are end-to-end encrypted\n31/12/2023, 9:41\u202fpm - Ann Lee: sure thing\nno risk\n31/12/2023, 9:42\u202fpm - Bob: ok: fine',
    ],
    ['Ann Lee 2023-12-31 21:41:03\nsure thing\nno risk\n\nBob 2023-12-31 21:42:00\nok: fine'],
    ['2023-12-31 21:41:03 Ann Lee\nsure thing\nno risk\n\n2023-12-31 21:42:00 Bob\nok: fine'],
    ['2023年12月31日 21:41 Ann Lee：sure thing\nno risk\n2023年12月31日 21:42 Bob：ok: fine'],
  ])('reads a chat: %j', async (chat) => {
    expect((await read('chat.txt', chat)).map(({ id, sender, text }) => [id, sender, text])).toEqual([
      ['chat.txt#1', 'Ann Lee', 'sure thing\nno risk'],
      ['chat.txt#2', 'Bob', 'ok: fine'],
    ]);
  });

  it('reads messages of CSV by the names of their columns', async () => {
    const csv = '编号,发送人,时间,内容\n7,张三,2024-01-31,"保本,\n保收益"\n8,李四,2024-02-01,\n7,王五,,好';
    expect(await read('m.csv', csv)).toEqual([
      { id: 'm.csv#7', sender: '张三', time: '2024-01-31', text: '保本,\n保收益' },
      { id: 'm.csv#7 (message 3)', sender: '王五', text: '好' },
    ]);
    expect(await read('m.csv', 'a;b\nx;hello', { fields: { text: 'b' } })).toEqual([
      { id: 'm.csv#1', text: 'hello' },
    ]);
    await expect(read('m.csv', 'a;b\nx;hello')).rejects.toThrow('no column that is known');
    await expect(read('m.csv', 'a;b\nx;hello', { fields: { text: 'bb' } })).rejects.toThrow('no column bb');
  });

  it('reads messages of JSON: lines, lists, Slack, Teams, Telegram', async () => {
    const line = '{"id":"a","from":"Ann","body":"one"}\n\n"two"\n';
    expect(await read('m.jsonl', line)).toEqual([
      { id: 'm.jsonl#a', sender: 'Ann', text: 'one' },
      { id: 'm.jsonl#3', text: 'two' },
    ]);
    const slack = [
      { type: 'message', user: 'U1', text: 'buy', ts: '1706.1' },
      { type: 'message', text: '' },
    ];
    expect(await read('s.json', JSON.stringify(slack))).toEqual([
      { id: 's.json#1', sender: 'U1', time: '1706.1', text: 'buy' },
    ]);
    const teams = {
      value: [
        {
          id: '9',
          createdDateTime: '2024',
          from: { user: { displayName: 'Ann' } },
          body: { contentType: 'html', content: '<p>a</p><p hidden>b</p>' },
        },
      ],
    };
    const [message] = await read('t.json', JSON.stringify(teams));
    expect(message).toMatchObject({ id: 't.json#9', sender: 'Ann', time: '2024', text: 'a\n\nb' });
    expect(hiddenOf(message as TextToCheck)).toEqual(['b']);
    const telegram = {
      messages: [{ id: 1, from: 'Ann', date: 'd', text: ['see ', { type: 'link', text: 'x.example' }] }],
    };
    expect(await read('g.json', JSON.stringify(telegram))).toEqual([
      { id: 'g.json#1', sender: 'Ann', time: 'd', text: 'see x.example' },
    ]);
  });

  it('cuts what is too long at the end of a paragraph, hidden passages too', async () => {
    const paragraph = `${'word '.repeat(999)}end.\n\n`;
    const texts = await read('long.txt', paragraph.repeat(45));
    expect(texts.map(({ id }) => id)).toEqual(['long.txt part 1', 'long.txt part 2', 'long.txt part 3']);
    expect(texts.map(({ text }) => text).join('')).toBe(paragraph.repeat(45));
    for (const { text } of texts) expect(text.endsWith('end.\n\n')).toBe(true);
  });

  it.each<[string, string | Uint8Array, string]>([
    ['a.txt', '', 'is empty'],
    ['a.txt', ' \n ', 'holds no text'],
    ['a.doc', Buffer.from('D0CF11E0A1B11AE1', 'hex'), 'old Office'],
    ['a.docx', Buffer.from('PK\x03\x04 broken'), 'damaged'],
    ['a.json', '{"text": ', 'not valid JSON'],
    ['a.json', '{"a": 1}', 'no column'],
    ['a.jsonl', '{"text": "a"}\n{', 'line 2 is not valid JSON'],
    ['a.bin', Buffer.from([1, 2, 3, 0, 5, 6]), 'neither text'],
    ['a.csv', 'text\n"open', 'cannot be read as CSV'],
    ['a.pdf', '%PDF-1.4 nothing', 'a.pdf'],
  ])('refuses %s %j', async (name, content, why) => {
    await expect(read(name, content)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(why) as string,
    });
  });

  it('refuses an archive that unpacks without end', async () => {
    const bomb = zipOf({ 'word/document.xml': Buffer.alloc(130 * 2 ** 20) });
    await expect(read('a.docx', bomb)).rejects.toThrow('unpacks to more');
  });

  it('streams a file of the disk, and says which one is not there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'texts-'));
    try {
      const path = join(folder, 'big.jsonl');
      const rows = Array.from({ length: 3_000 }, (_, at) =>
        JSON.stringify({ text: `消息 ${at} ${'x'.repeat(50)}` }),
      );
      writeFileSync(path, rows.join('\n'));
      let count = 0;
      for await (const { text } of readTexts(path)) expect(text).toContain(`消息 ${count++} `);
      expect(count).toBe(3_000);
      await expect(readTexts(join(folder, 'none.txt')).next()).rejects.toThrow('does not exist');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
