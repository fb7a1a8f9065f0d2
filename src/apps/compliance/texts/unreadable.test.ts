import { describe, expect, it } from 'vitest';
import type { InputError } from '../../../core/errors.ts';
import { readTexts } from './read-texts.ts';

async function read(name: string, content: string | Uint8Array) {
  const faults: string[] = [];
  const texts: string[] = [];
  const onUnreadable = ({ message }: InputError): void => void faults.push(message);
  for await (const { id, text } of readTexts({ name, bytes: Buffer.from(content) }, { onUnreadable }))
    texts.push(`${id} ${text}`);
  return { texts, faults };
}

describe('rows that cannot be read', () => {
  it('cost no other line of JSON, and are told by their number', async () => {
    const lines = ['{"text":"one"}', '{"text":', '42', '"two"', '{"none":"x"}', '{"text":"three"}', ''];
    const { texts, faults } = await read('m.jsonl', lines.join('\n'));
    expect(texts).toEqual(['m.jsonl#1 one', 'm.jsonl#4 two', 'm.jsonl#6 three']);
    expect(faults.map((fault) => /line (\d+)/.exec(fault)?.[1])).toEqual(['2', '3', '5']);
    const long = `{"text":"one"}\n${'x'.repeat(9_000_000)}\n{"text":"two"}`;
    expect(await read('m.jsonl', long)).toMatchObject({
      texts: ['m.jsonl#1 one', 'm.jsonl#3 two'],
      faults: [expect.stringContaining('line 2 has more than')],
    });
  });

  it('cost no other message of a list', async () => {
    expect(await read('m.json', '[{"text":"one"}, 7, {"text":"two"}]')).toMatchObject({
      texts: ['m.json#1 one', 'm.json#3 two'],
      faults: [expect.stringContaining('message 2')],
    });
  });

  it.each(['\n', '\r\n'])('cost no other row of CSV with breaks %j', async (end) => {
    const rows = [
      'text,who',
      '"one',
      'and more",Ann',
      '"open,Bob',
      '"two, ""so""",Ann',
      'three,Ann',
      '"open again,Bob',
      'four,Ann',
    ];
    const { texts, faults } = await read('m.csv', rows.join(end));
    expect(texts).toEqual([
      `m.csv#1 one${end}and more`,
      'm.csv#3 two, "so"',
      'm.csv#4 three',
      'm.csv#6 four',
    ]);
    expect(faults.map((fault) => /^m\.csv:(\d+) cannot/.exec(fault)?.[1])).toEqual(['4', '7']);
    const cells = await read('m.csv', ['text,who', 'one,Ann', 'two,Ann,what', 'three,Bo'].join(end));
    expect(cells.texts).toEqual(['m.csv#1 one', 'm.csv#3 three']);
    expect(cells.faults).toEqual([expect.stringContaining('has 3 cells')]);
  });

  it('are told where nothing else is in a file', async () => {
    await expect(read('m.csv', 'text\n"open')).rejects.toThrow('holds no text');
  });
});

describe('tables of other encodings', () => {
  /** In pieces, as a file of the disk comes. */
  async function streamed(bytes: Buffer, size: number): Promise<string[]> {
    const { csvRows } = await import('./csv-rows.ts');
    const source = {
      name: 'm.csv',
      async *chunks() {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      },
    };
    const rows: string[] = [];
    for await (const { row } of csvRows(source, ',')) rows.push(row?.join('|') ?? 'unreadable');
    return rows;
  }
  const plain = 'id,text\n' + '1,nothing but plain English in this row\n'.repeat(400);
  // 本產品保本保收益，零風險 in Big5; 本产品保本保收益，零风险 in GB18030.
  const big5 = Buffer.from('a5bbb2a3ab7eab4fa5bbab4fa6acaf71a141b973adb7c049', 'hex');
  const gb18030 = Buffer.from('b1beb2fac6b7b1a3b1beb1a3cad5d2e6a3acc1e3b7e7cfd5', 'hex');

  it.each([
    ['Big5', big5, '本產品保本保收益，零風險'],
    ['GB18030', gb18030, '本产品保本保收益，零风险'],
    ['UTF-8', Buffer.from('本产品保本'), '本产品保本'],
  ])('are read as %s where it begins late, piece by piece', async (_, words, text) => {
    const bytes = Buffer.concat([
      Buffer.from(plain),
      ...Array.from({ length: 300 }, () => [Buffer.from('2,'), words, Buffer.from('\n')]).flat(),
    ]);
    for (const size of [1_000, 1_001, 65_536]) {
      const rows = await streamed(bytes, size);
      expect(rows).toHaveLength(701);
      expect([rows[400], rows[401], rows[700]]).toEqual([
        '1|nothing but plain English in this row',
        `2|${text}`,
        `2|${text}`,
      ]);
    }
  });
});
