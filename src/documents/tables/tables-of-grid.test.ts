import { describe, expect, it } from 'vitest';
import type { Part } from '../part.ts';
import { tablesOfGrid } from './tables-of-grid.ts';

/** Cells parted by `|`; an empty line is a blank row. */
function partsOf(text: string, joinAlternating = false): Part[] {
  const lines = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const width = Math.max(...lines.map((cells) => cells.length));
  const rows = lines.map((cells, at) => ({
    at,
    cells: Array.from({ length: width }, (_, c) => cells[c] ?? ''),
  }));
  return tablesOfGrid({ rows }, { name: 'a', joinAlternating }).parts;
}

function rowsOf(text: string): string[][][] {
  return partsOf(text).flatMap((part) => ('rows' in part ? [part.rows] : []));
}

describe('a grid', () => {
  it('loses its empty rows and columns', () => {
    expect(rowsOf('| | | |\n| a | | 2023\n| b | | 5')).toEqual([
      [
        ['a', '2023'],
        ['b', '5'],
      ],
    ]);
  });

  it('has its titles as the caption, its long lines as text', () => {
    const prose = 'These figures were not audited, and are given to explain what the company expects. '
      .repeat(3)
      .trim();
    expect(partsOf(`Cash\n${prose}\nitem|2023\na|5\n\n${prose}`)).toEqual([
      { text: prose },
      {
        rows: [
          ['item', '2023'],
          ['a', '5'],
        ],
        caption: 'Cash',
      },
      { text: prose },
    ]);
  });

  it('stays one table where blank rows only part its sections', () => {
    const text = 'item|2023|2022\nAssets\ncash|5|6\n\nLiabilities\n\ndebt|7|8';
    expect(rowsOf(text)).toEqual([
      [
        ['item', '2023', '2022'],
        ['Assets', '', ''],
        ['cash', '5', '6'],
        ['Liabilities', '', ''],
        ['debt', '7', '8'],
      ],
    ]);
  });

  it('is two tables where a new header follows a blank row', () => {
    const text = 'item|2023\ncash|5\n\nBy region\n| |area|2023\n| |north|3';
    expect(partsOf(text)).toEqual([
      {
        rows: [
          ['item', '2023'],
          ['cash', '5'],
        ],
      },
      {
        rows: [
          ['area', '2023'],
          ['north', '3'],
        ],
        caption: 'By region',
      },
    ]);
  });

  it('has the names of its rows in one column though they are set in', () => {
    expect(rowsOf('item| |2023\nAssets\n|cash|5\n|stock|6\nTotal||11')).toEqual([
      [
        ['item', '2023'],
        ['Assets', ''],
        ['cash', '5'],
        ['stock', '6'],
        ['Total', '11'],
      ],
    ]);
  });

  it('joins header rows while the corner is free, and no row of values', () => {
    expect(rowsOf('|actual|budget\nin millions|2023|2024\ncash|5|6')).toEqual([
      [
        ['in millions', 'actual 2023', 'budget 2024'],
        ['cash', '5', '6'],
      ],
    ]);
    expect(rowsOf('day|2023|2024\nfounded|1999|2001\ncash|5|6')).toEqual([
      [
        ['day', '2023', '2024'],
        ['founded', '1999', '2001'],
        ['cash', '5', '6'],
      ],
    ]);
  });

  it('keeps a title whose column is empty', () => {
    expect(rowsOf('item|2023|planned\ncash|5|')).toEqual([
      [
        ['item', '2023', 'planned'],
        ['cash', '5', ''],
      ],
    ]);
  });

  it('is text when it has one row or one column', () => {
    expect(partsOf('a|b|c')).toEqual([{ text: 'a b c' }]);
    expect(partsOf('one\ntwo\n\nthree')).toEqual([{ text: 'one' }, { text: 'two' }, { text: 'three' }]);
    expect(partsOf('')).toEqual([]);
  });
});
