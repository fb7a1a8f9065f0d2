import { existsSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SKETCH_WORDS } from './sketch.ts';
import { CHUNK_ROWS, GOLD, ROW_WORDS, SketchFile } from './sketch-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sketch-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const sketchOf = (row: number): Uint32Array =>
  Uint32Array.from({ length: SKETCH_WORDS }, (_, i) => row * 100 + i);
const idOf = (row: number): string => `${'题'.repeat(row % 3)}/${row}`;

function fill(file: SketchFile, rows: number): void {
  for (let row = 0; row < rows; row++) file.append(sketchOf(row), row + 7, idOf(row));
}

describe('SketchFile', () => {
  it('gives back every row and id, on both sides of a chunk border', () => {
    const file = SketchFile.in(folder);
    const rows = 2 * CHUNK_ROWS + 5;
    fill(file, rows);
    expect(file.size).toBe(rows);
    const read = new Uint32Array(ROW_WORDS);
    for (const row of [0, CHUNK_ROWS - 1, CHUNK_ROWS, 2 * CHUNK_ROWS - 1, 2 * CHUNK_ROWS, rows - 1]) {
      file.read(row, read);
      expect(read.subarray(0, SKETCH_WORDS)).toEqual(sketchOf(row));
      expect(read[GOLD]).toBe(row + 7);
      expect(file.idOf(row)).toBe(idOf(row));
    }
    let next = 0;
    let wrong = 0;
    file.forEach((words, at, row) => {
      if (row !== next++ || words[at] !== row * 100 || words[at + GOLD] !== row + 7) wrong++;
    });
    expect([next, wrong]).toEqual([rows, 0]);
    file.close();
  });

  it('holds no more of many rows than of a few', () => {
    const file = SketchFile.in(folder);
    fill(file, 10);
    const few = file.bytes;
    fill(file, 3 * CHUNK_ROWS);
    expect(file.bytes - few).toBeLessThan(1000);
    file.close();
  });

  it('has no name while it is in use', () => {
    const file = SketchFile.in(folder);
    fill(file, CHUNK_ROWS);
    expect(readdirSync(folder)).toEqual([]);
    expect(file.idOf(1)).toBe(idOf(1));
    file.close();
    file.close();
    expect(readdirSync(folder)).toEqual([]);
    expect(() => file.idOf(1)).toThrow(/out of range/);
  });

  it('names the file that cannot be made', () => {
    expect(() => SketchFile.in(join(folder, 'none'))).toThrow(
      expect.objectContaining({
        code: 'unwritable',
        exitCode: 2,
        message: expect.stringContaining('it does not exist'),
      }),
    );
  });

  it('throws when the file is shorter than it was written', () => {
    // Whatever is written to /dev/null is gone.
    const file = new SketchFile('lost', openSync('/dev/null', 'r+'));
    fill(file, CHUNK_ROWS);
    expect(() => file.idOf(0)).toThrow(/lost ends at byte 0/);
    file.close();
  });
});

describe.runIf(existsSync('/dev/full'))('SketchFile on a full disk', () => {
  it('throws with the first chunk', () => {
    const file = new SketchFile('there', openSync('/dev/full', 'r+'));
    fill(file, CHUNK_ROWS - 1);
    expect(() => file.append(sketchOf(0), 0, 'last')).toThrow(
      expect.objectContaining({ code: 'disk-full', message: 'there cannot be written: the disk is full' }),
    );
    file.close();
  });
});
