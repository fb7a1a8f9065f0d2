import { describe, expect, it } from 'vitest';
import { readFile } from '../read-file.ts';

const markdown = `# Results

Revenue rose **12.5%** in 2023.
It fell before.

## Income (in millions)

| item | 2023 | 2022 |
| :--- | ---: | ---: |
| **Revenue** | 1,234.5 | \`1,100.3\` |
| A \\| B | (7) |

Last line, a | b.
`;

describe('Markdown', () => {
  it('gives paragraphs, and tables with the heading above them', async () => {
    const { documents, notes } = await readFile('a.md', Buffer.from(markdown));
    expect(notes).toEqual([]);
    expect(documents).toEqual([
      {
        id: 'a.md ¶ 1',
        text: '# Results\n\nRevenue rose **12.5%** in 2023.\nIt fell before.\n\n## Income (in millions)\n\nLast line, a | b.',
      },
      {
        id: 'a.md table 1',
        caption: 'Income (in millions)',
        rows: [
          ['item', '2023', '2022'],
          ['Revenue', '1,234.5', '1,100.3'],
          ['A | B', '(7)', ''],
        ],
      },
    ]);
  });
});

describe('plain text', () => {
  it('is cut into blocks at paragraphs, named by the first one', async () => {
    const paragraphs = Array.from(
      { length: 12 },
      (_, n) => `第${n + 1}段。${'公司实现稳步增长，'.repeat(60)}`,
    );
    const { documents } = await readFile('年报.txt', Buffer.from(paragraphs.join('\n\n')));
    expect(documents.map(({ id }) => id)).toEqual([1, 4, 7, 10].map((n) => `年报.txt ¶ ${n}`));
    const texts = documents.map((document) => ('text' in document ? document.text : ''));
    expect(texts.join('\n\n')).toBe(paragraphs.join('\n\n'));
  });

  it('is cut within a paragraph only where that is very long, at the end of a sentence', async () => {
    const long = 'Cash rose by 3.5 in 2023. '.repeat(800).trim();
    const { documents } = await readFile('a.txt', Buffer.from(long));
    const texts = documents.map((document) => ('text' in document ? document.text : ''));
    expect(texts).toHaveLength(3);
    expect(texts.join(' ')).toBe(long);
    expect(texts.every((text) => text.startsWith('Cash') && text.endsWith('2023.'))).toBe(true);
  });

  it.each([
    [
      'UTF-16 without a mark',
      Buffer.from('Société: 12.5', 'utf16le'),
      'Société: 12.5',
      ['Read as UTF-16LE.'],
    ],
    [
      'Windows-1252',
      Buffer.from('Soci\xe9t\xe9 \x80 12.5', 'latin1'),
      'Société € 12.5',
      ['The file is not UTF-8; it was read as Windows-1252.'],
    ],
    [
      'GB18030',
      Buffer.from('d3aad2b5cad5c8eb12', 'hex').subarray(0, 8),
      '营业收入',
      ['The file is not UTF-8; it was read as GB18030.'],
    ],
    [
      'UTF-8 with a damaged letter',
      Buffer.concat([Buffer.from('营业收入'.repeat(50)), Buffer.from([0xe4, 0xb8]), Buffer.from('12.5')]),
      `${'营业收入'.repeat(50)}\uFFFD12.5`,
      ['1 letters are damaged in the file and stand as \uFFFD.'],
    ],
  ])('is read as %s', async (_, bytes, text, notes) => {
    expect(await readFile('a.txt', bytes)).toEqual({ documents: [{ id: 'a.txt ¶ 1', text }], notes });
  });
});

describe('JSON', () => {
  const documents = [
    { id: 'a', text: 'Cash 12.' },
    {
      id: 'b',
      caption: 'c',
      rows: [
        ['', '2023'],
        ['Cash', '12'],
      ],
    },
  ];

  it.each([
    ['a list', documents],
    ['a request', { model: 'm', documents }],
  ])('of documents is taken as it is: %s', async (_, value) => {
    expect(await readFile('a.json', Buffer.from(JSON.stringify(value)))).toEqual({ documents, notes: [] });
    expect((await readFile('a.txt', Buffer.from(JSON.stringify(value)))).documents).toEqual(documents);
  });

  it('of another shape is refused by name, and text that looks like JSON is text', async () => {
    await expect(readFile('a.json', Buffer.from('[{"id":1}]'))).rejects.toThrow(
      /^a\.json holds no documents at \[0\]/,
    );
    await expect(readFile('a.json', Buffer.from('{"a":'))).rejects.toThrow(/^a\.json is not valid JSON/);
    await expect(readFile('a.json', Buffer.from('[]'))).rejects.toThrow(/^a\.json holds no documents\.$/);
    expect((await readFile('a.txt', Buffer.from('["note"] Cash was 12.'))).documents).toEqual([
      { id: 'a.txt ¶ 1', text: '["note"] Cash was 12.' },
    ]);
  });
});
