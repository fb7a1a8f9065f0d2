import { describe, expect, it } from 'vitest';
import { BandTable, LAST_ROW } from './band-table.ts';
import { mix } from './tokens.ts';

const find = (table: BandTable, key: number): number[] => {
  const found: number[] = [];
  table.find(key, found);
  return found;
};

describe('BandTable', () => {
  it('finds every row under its key, and few others', () => {
    const table = new BandTable();
    let rows = 0;
    while (!table.isFullWith(1)) table.add(mix(rows), rows++);
    expect(rows).toBeGreaterThan(3000);
    let others = 0;
    for (let row = 0; row < rows; row++) {
      const found = find(table, mix(row));
      expect(found).toContain(row);
      others += found.length - 1;
    }
    expect(others / rows).toBeLessThan(0.5);
  });

  it('keeps several rows of one key in their order, the last slot and the last row among them', () => {
    const table = new BandTable();
    const key = 0xffffffff;
    for (const row of [3, 1, LAST_ROW]) table.add(key, row);
    expect(find(table, key)).toEqual([3, 1, LAST_ROW]);
    expect([table.has(key, 1), table.has(key, 2)]).toEqual([true, false]);
    expect(find(table, 0)).not.toContain(3);
  });

  it('is made larger by a quarter', () => {
    const table = new BandTable();
    expect(table.larger().bytes).toBe(1.25 * table.bytes);
  });
});
