import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePrices } from './parse-prices.ts';
import { readPrices } from './read-prices.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fin-r1-prices-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const expected = [
  { date: '2024-01-02', symbol: 'A', close: 100.5 },
  { date: '2024-01-02', symbol: 'B', close: 20 },
  { date: '2024-01-03', symbol: 'A', close: 101 },
  { date: '2024-01-03', symbol: 'B', close: null },
];

describe('parsePrices', () => {
  it('reads the long form, with and without a currency', () => {
    const long = 'Date,Ticker,Close\n2024-01-02,A,100.5\n2024-01-02,B,20\n2024-01-03,A,101\n2024-01-03,B,\n';
    expect(parsePrices(long, 'p.csv')).toEqual(expected);
    const usd = parsePrices('date,symbol,close,currency\n2024-01-02T16:00:00Z,A,1,usd\n', 'p.csv');
    expect(usd).toEqual([{ date: '2024-01-02', symbol: 'A', close: 1, currency: 'USD' }]);
  });

  it('reads the wide form', () => {
    expect(parsePrices('\uFEFFdate,A,B\n2024-01-02,100.5,20\n2024-01-03,101,N/A\n', 'p.csv')).toEqual(
      expected,
    );
  });

  it.each([
    ['date,A\n2024-02-30,1\n', 'p.csv, row 1: "2024-02-30" is not a date'],
    ['date,A\n02/01/2024,1\n', '"02/01/2024" is not a date'],
    ['date,A\n2024-01-02,"1,234.5"\n', 'p.csv, row 1, A: "1,234.5" is not a price'],
    ['date,A\n2024-01-02,1e999\n', '"1e999" is not a price'],
    ['day of trade,A\n2024-01-02,1\n', 'no column is called date'],
    ['date,symbol\n2024-01-02,A\n', 'no column holds prices'],
    ['date,symbol,close\n2024-01-02,,3\n', 'row 1: it names no symbol'],
    ['date,A,A\n2024-01-02,1,2\n', 'two columns of the prices are called "A"'],
    ['date,A\n2024-01-02,1,2\n', 'p.csv cannot be read as CSV'],
    ['date,A\n', 'p.csv: it holds no prices'],
  ])('refuses %j', (csv, message) => {
    expect(() => parsePrices(csv, 'p.csv')).toThrow(message);
  });
});

describe('readPrices', () => {
  it('reads Parquet as it reads CSV, dates and decimals too', async () => {
    const path = join(folder, "it's.parquet");
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(`COPY (SELECT * FROM (VALUES
      (DATE '2024-01-02', 100.5, 20.0::DOUBLE), (DATE '2024-01-03', 101, NULL)) AS t(date, A, B))
      TO '${path.replaceAll("'", "''")}' (FORMAT parquet)`);
    connection.closeSync();
    instance.closeSync();
    expect(await readPrices(path)).toEqual(expected);
  });

  it('refuses other files, missing ones and damaged ones by name', async () => {
    await expect(readPrices('prices.xlsx')).rejects.toThrow('prices.xlsx is neither .csv nor .parquet');
    await expect(readPrices(join(folder, 'no.csv'))).rejects.toThrow(
      'no.csv cannot be read: it does not exist',
    );
    await expect(readPrices(join(folder, 'no.parquet'))).rejects.toThrow('it does not exist');
    const damaged = join(folder, 'damaged.parquet');
    writeFileSync(damaged, 'PAR1 and no more');
    await expect(readPrices(damaged)).rejects.toThrow('damaged.parquet cannot be read as Parquet');
  });
});

it.each(['1e300', '1e13', '-1e300'])('a close of %s is refused, named', (close) => {
  expect(() => parsePrices(`date,symbol,close\n2024-01-02,A,${close}\n`, 'p.csv')).toThrow(
    `"${close}" is beyond any price`,
  );
});
