import { describe, expect, it } from 'vitest';
import { readNumbers, type ParsedNumber } from '../../number.ts';
import { namedResults, namedRows, rowsOf } from './named-rows.ts';

const number = (text: string): ParsedNumber => readNumbers(text)[0] as ParsedNumber;
const rows = rowsOf({
  id: 't',
  rows: [
    ['', '2021', '2022'],
    ['Revenue', '400', '500'],
    ['Research costs', '100', '110'],
    ['商誉（净值）', '36', '30'],
    ['Employees', '1,200', '-'],
  ],
});

describe('rows that a sentence names', () => {
  it('are those whose words are all said', () => {
    expect(namedRows(rows, 'research costs were 25% of revenue').map(({ words }) => words)).toEqual([
      ['revenue'],
      ['research', 'costs'],
    ]);
    expect(namedRows(rows, '商誉减少了').map(({ words }) => words)).toEqual([['商誉']]);
    expect(namedRows(rows, 'the costs rose')).toEqual([]);
  });

  it('give quotients of one column, and changes, differences and sums of one row', () => {
    const named = namedRows(rows, 'research costs, revenue');
    expect(namedResults(number('25%'), named)).toContain(0.25);
    expect(namedResults(number('22%'), named)).toContain(0.22);
    expect(namedResults(number('27.5%'), named)).not.toContain(110 / 400);
    const goodwill = namedResults(number('6'), namedRows(rows, '商誉'));
    expect(goodwill).toEqual([6, 66, 33]);
    expect(namedResults(number('900'), namedRows(rows, 'revenue'))).toContain(900);
    expect(namedResults(number('25%'), namedRows(rows, 'revenue'))).toContain(0.25);
  });

  it('say nothing where none or too many are named', () => {
    expect(namedResults(number('25%'), [])).toEqual([]);
    expect(namedResults(number('25%'), [...rows, ...rows])).toEqual([]);
  });
});
