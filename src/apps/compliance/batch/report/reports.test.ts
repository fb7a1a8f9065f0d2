import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Queue, queuePlace } from '../../queue/queue.ts';
import { testBy, testCheck } from '../../test-check.ts';
import type { TextToCheck } from '../../check/verdict.ts';
import { BatchFolder } from '../batch-folder.ts';
import { runBatch } from '../run-batch.ts';
import { excerptOf } from './excerpt.ts';
import { writeReports } from './write-reports.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'fin-r1-reports-')), 'mails');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const who = { name: 'Ann', key: null };

async function reported(texts: readonly TextToCheck[], notes: string[] = [], unread?: string) {
  const batch = await BatchFolder.open(folder, { by: testBy, texts: texts.length, who, notes });
  const check = (text: TextToCheck) =>
    Promise.resolve({ ...testCheck(text), ...(unread !== undefined && { notes: [unread] }) });
  const { rows } = await runBatch(batch, texts, check, { who, concurrency: 1 });
  batch.end();
  await batch.close();
  const queue = new Queue(queuePlace(folder));
  const [item] = queue.all();
  if (item !== undefined)
    await queue.decide({ item: item.id, act: 'overrule', who, after: item.last, reason: '=HYPERLINK("x")' });
  writeReports(folder, rows, queue);
  return {
    csv: parse(readFileSync(join(folder, 'report.csv'), 'utf8'), { columns: true, bom: true }) as Record<
      string,
      string
    >[],
    json: JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as object,
    html: readFileSync(join(folder, 'report.html'), 'utf8'),
  };
}

const hostile: TextToCheck[] = [
  {
    id: '=cmd|calc',
    text: 'We guarantee </script><script>alert(1)</script> 5 %.',
    sender: '@SUM(A1)',
    time: '-1',
  },
  { id: 'mails.csv#1', text: 'Hello.' },
];

describe('writeReports', () => {
  it('tells what was found and decided, in all three', async () => {
    const { csv, json, html } = await reported(hostile, ['page 2 of <b>a.pdf</b> holds no text']);
    expect(csv).toMatchObject([
      {
        ...{
          decision: 'breach',
          rule: 'us-2210-promissory',
          citation: 'FINRA Rule 2210(d)(1)(B)',
          quote: 'guarantee',
        },
        ...{ by: 'test:guarantee', state: 'overruled', officer: 'Ann', 'rulebook version': 'ab'.repeat(32) },
      },
      { id: 'mails.csv#1', decision: 'not applicable', rule: '' },
    ]);
    expect(json).toMatchObject({
      summary: { done: 2, decisions: { breach: 1 }, notes: [expect.stringContaining('page 2')] },
      rules: [{ id: 'us-2210-promissory', breaches: 1, reviews: 0 }],
      findings: [{ text: '=cmd|calc', state: 'overruled', quotes: [{ start: 3, end: 12 }] }],
    });
    expect(html).toContain('page 2 of &#60;b&#62;a.pdf&#60;/b&#62; holds no text');
  });

  it('puts no formula into a cell', async () => {
    const { csv } = await reported(hostile);
    expect(csv[0]).toMatchObject({
      id: "'=cmd|calc",
      sender: "'@SUM(A1)",
      time: "'-1",
      'officer reason': `'=HYPERLINK("x")`,
    });
  });

  it('makes a page that runs its own script only, and asks nothing of a network', async () => {
    const { html } = await reported(hostile);
    const scripts = [...html.matchAll(/<script(?: [^>]*)?>([\s\S]*?)<\/script>/g)].map(
      ([, text = '']) => text,
    );
    expect(scripts).toHaveLength(2);
    const [data = '', program = ''] = scripts;
    expect(JSON.parse(data)).toMatchObject({
      findings: [
        {
          pieces: [
            { isMarked: false },
            { text: 'guarantee', isMarked: true },
            { text: ' </script><script>alert(1)</script> 5 %.' },
          ],
        },
      ],
    });
    expect(() => new Script(program)).not.toThrow();
    const hash = createHash('sha256').update(program).digest('base64');
    expect(html).toContain(`default-src 'none'; script-src 'sha256-${hash}'`);
    expect(html).not.toMatch(/<(?:link|img|iframe|object)\b|src=|@import|url\(/);
  });

  it('speaks the language that most texts are in, and says where nothing was found', async () => {
    const { html, csv } = await reported([{ id: 'a', text: 'Hello.' }]);
    expect(html).toContain('<html lang="en">');
    expect(csv).toHaveLength(1);
  });

  it('says which texts are in a language that no rulebook reads', async () => {
    const { html, json } = await reported([{ id: 'a', text: 'Ohne Risiko.' }], ['a.pdf p. 2'], 'Not read.');
    expect(html).toContain('1 texts in a language that no rulebook in use reads');
    expect(html).toContain('How files were read, and what of them was not:');
    expect(json).toMatchObject({ notes: [{ text: 'a', notes: ['Not read.'] }] });
  });
});

describe('excerptOf', () => {
  const told = (text: string, ...quotes: [number, number][]): string =>
    excerptOf(
      text,
      quotes.map(([start, end]) => ({ start, end })),
    )
      .map((piece) => (piece.isMarked ? `[${piece.text}]` : piece.text))
      .join('');

  it('marks quotes, joins those that overlap, and leaves out what is far from them', () => {
    expect(told('We guarantee it.', [3, 12])).toBe('We [guarantee] it.');
    expect(told('abcdef', [3, 5], [1, 4])).toBe('a[bcde]f');
    expect(told('abcdef')).toBe('abcdef');
    const long = `${'x'.repeat(500)}breach${'y'.repeat(500)}`;
    expect(told(long, [500, 506])).toBe(` … ${'x'.repeat(160)}[breach]${'y'.repeat(160)} … `);
    const two = `aa${'-'.repeat(250)}bb`;
    expect(told(two, [0, 2], [252, 254])).toBe(`[aa]${'-'.repeat(250)}[bb]`);
    expect(told(`😀${'z'.repeat(159)}breach`, [161, 167])).toBe(`😀${'z'.repeat(159)}[breach]`);
  });
});
