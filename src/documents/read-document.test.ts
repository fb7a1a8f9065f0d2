import { describe, expect, it } from 'vitest';
import { InputError, InterruptedError } from '../core/errors.ts';
import { documentsSchema, MOST_BYTES, readDocument } from './index.ts';
import { readOnThread } from './reading-thread.ts';
import { xlsxOf } from './xlsx/test-xlsx.ts';

const csv = Buffer.from('item,2023\nCash,"1,234.5"\n');

describe('readDocument', () => {
  it('reads on a thread, and leaves the bytes to their owner', async () => {
    const buffer = Buffer.concat([Buffer.alloc(8), csv, Buffer.alloc(8)]);
    const { documents, notes } = await readDocument('folder/a.csv', buffer.subarray(8, 8 + csv.length));
    expect(documentsSchema.parse(documents)).toEqual([
      {
        id: 'a.csv',
        rows: [
          ['item', '2023'],
          ['Cash', '1,234.5'],
        ],
      },
    ]);
    expect(notes).toEqual([]);
    expect(buffer.subarray(8, 8 + csv.length).equals(csv)).toBe(true);
  });

  it('refuses on a thread as anywhere', async () => {
    const refused = await readDocument('a.pdf', Buffer.from('%PDF-1.7')).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InputError);
    expect(refused).toMatchObject({ code: 'document', hint: 'Save or download it again.' });
  });

  it('refuses what is empty or too large before anything else', async () => {
    await expect(readDocument('a.csv', new Uint8Array())).rejects.toThrow('a.csv is empty.');
    const large = new Uint8Array(MOST_BYTES + 1);
    await expect(readDocument('a.csv', large)).rejects.toThrow(
      'a.csv has 33 MiB, and 32 MiB are read at most.',
    );
  });

  it('does not hold up its caller', async () => {
    const rows = Array.from({ length: 9_000 }, (_, n) => [
      `row ${n}`,
      ...Array.from({ length: 12 }, () => n),
    ]);
    const bytes = xlsxOf({
      sheets: [{ rows: [['n', ...Array.from({ length: 12 }, (_, n) => `c${n}`)], ...rows] }],
    });
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    await readDocument('a.xlsx', bytes);
    clearInterval(timer);
    // Hundreds where nothing else runs; two or three where it reads here.
    expect(ticks).toBeGreaterThan(10);
  });
});

describe('a reader that goes wrong', () => {
  const program = new URL('./test-stuck-reader.ts', import.meta.url);
  const reading = { program, bytes: csv, timeLimitMs: 10_000, mostHeapMib: 40 };

  it('is ended when its time is over', async () => {
    await expect(readOnThread({ ...reading, name: 'slow', timeLimitMs: 300 })).rejects.toThrow(
      'slow took longer than 0.3 seconds to read.',
    );
  });

  it('is ended when it takes too much memory', async () => {
    await expect(readOnThread({ ...reading, name: 'greedy' })).rejects.toThrow(
      'greedy needs more than 40 MiB to read.',
    );
  });

  it('is ended when nobody waits any more', async () => {
    const left = new AbortController();
    const read = readOnThread({ ...reading, name: 'slow', signal: left.signal });
    left.abort();
    await expect(read).rejects.toThrow(InterruptedError);
    await expect(readOnThread({ ...reading, name: 'slow', signal: left.signal })).rejects.toThrow(
      'nobody waits for slow any more',
    );
  });

  it('says what nobody foresaw as it is', async () => {
    await expect(readOnThread({ ...reading, name: 'broken' })).rejects.toThrow(TypeError);
    await expect(readOnThread({ ...reading, name: 'ended' })).rejects.toThrow('its reader ended');
  });
});
