import { appendFile, mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GrowingFile, type LineTaker } from './growing-file.ts';
import { LINE_LIMIT } from './piece.ts';

class Taken implements LineTaker {
  readonly lines: (string | null)[] = [];
  readonly places: [number, number][] = [];
  settled = 0;
  isClosed = false;
  take(line: Buffer | null, start: number, end: number): void {
    this.lines.push(line?.toString('utf8') ?? null);
    this.places.push([start, end]);
  }
  settle(): void {
    this.settled = this.lines.length;
  }
  close(): void {
    this.isClosed = true;
  }
}

let folder: string;
let path: string;
let made: Taken[];
let file: GrowingFile<Taken>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fin-r1-growing-'));
  path = join(folder, 'rows.jsonl');
  made = [];
  file = new GrowingFile(
    'rows.jsonl',
    () => (existsSync(path) ? path : null),
    () => {
      const taken = new Taken();
      made.push(taken);
      return taken;
    },
  );
});
afterEach(async () => {
  await file.close();
  await rm(folder, { recursive: true });
});

const linesNow = (): Promise<(string | null)[]> => file.use(({ lines }) => [...lines.lines]);

describe('GrowingFile', () => {
  it('takes in what is complete, and the rest once it is', async () => {
    expect(await linesNow()).toEqual([]);
    await writeFile(path, 'a\n\nb\nc');
    expect(await linesNow()).toEqual(['a', '', 'b']);
    await appendFile(path, '1\n');
    expect(await linesNow()).toEqual(['a', '', 'b', 'c1']);
    expect(await linesNow()).toHaveLength(4);
    expect(made.length).toBe(2);
  });

  it('reads back a line by its place', async () => {
    await writeFile(path, 'one\nzwei €\n');
    await file.use(async ({ lines, read }) => {
      const [start, end] = lines.places[1] ?? [0, 0];
      expect((await read(start, end)).toString('utf8')).toBe('zwei €');
    });
  });

  it('takes in lines of any length, but for those beyond the limit', async () => {
    const long = 'x'.repeat(3 << 19);
    await writeFile(path, `a\n${long}\nb\n`);
    expect(await linesNow()).toEqual(['a', long, 'b']);
    await appendFile(path, Buffer.alloc(LINE_LIMIT + 7, 'y'));
    expect(await linesNow()).toHaveLength(3);
    await appendFile(path, 'y\nlast\n');
    expect(await linesNow()).toEqual(['a', long, 'b', null, 'last']);
  });

  it('cuts a torn line that is cut off by a resume', async () => {
    await writeFile(path, 'a\nhalf');
    expect(await linesNow()).toEqual(['a']);
    await truncate(path, 2);
    await appendFile(path, 'whole\n');
    expect(await linesNow()).toEqual(['a', 'whole']);
    expect(made.length).toBe(1);
  });

  it.each([
    [
      'renamed over',
      async () => {
        await writeFile(`${path}.tmp`, 'a\nB\nc\nd\n');
        await rename(`${path}.tmp`, path);
      },
    ],
    ['written anew in place, longer', () => writeFile(path, 'a\nB\nc\nd\n')],
    ['another beginning in place', () => writeFile(path, 'A\nB\nc\nd\n')],
  ])('begins again where the file was %s', async (_, change) => {
    await writeFile(path, 'a\nb\nc\n');
    await linesNow();
    const series = await file.use((open) => open.series);
    await change();
    expect((await linesNow()).slice(1)).toEqual(['B', 'c', 'd']);
    expect(await file.use((open) => open.series)).toBe(series + 1);
    expect(made.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });

  it('begins again where the file is shorter, or gone', async () => {
    await writeFile(path, 'a\nb\nc\n');
    await linesNow();
    await truncate(path, 2);
    expect(await linesNow()).toEqual(['a']);
    await rm(path);
    expect(await linesNow()).toEqual([]);
    await writeFile(path, 'x\n');
    expect(await linesNow()).toEqual(['x']);
  });

  it('keeps what is in use until it is not, though the file was replaced', async () => {
    await writeFile(path, 'old\n');
    await file.use(async ({ lines, read }) => {
      await rm(path);
      await writeFile(path, 'new\n');
      expect(await linesNow()).toEqual(['new']);
      expect(lines.isClosed).toBe(false);
      expect((await read(0, 3)).toString()).toBe('old');
    });
    expect(made[0]?.isClosed).toBe(true);
  });

  it('lets many ask at once, and reads once', async () => {
    await writeFile(path, 'a\nb\n');
    const all = await Promise.all(Array.from({ length: 20 }, linesNow));
    expect(all.every((lines) => lines.length === 2)).toBe(true);
    expect(made.length).toBe(1);
    expect(made[0]?.settled).toBe(2);
  });

  it('says what cannot be read, and reads it when it can', async () => {
    const broken = new GrowingFile(
      'run/rows.jsonl',
      () => folder,
      () => new Taken(),
    );
    await expect(broken.use(() => 0)).rejects.toThrow(
      'run/rows.jsonl cannot be read: it is a folder, not a file',
    );
    await broken.close();
  });
});
