/**
 * Prices out of records with named columns, in one of two forms: long (`date, symbol, close` and perhaps `currency`) or wide (`date` and
 * one column a symbol).
 */

import { InputError } from '../../../core/errors.ts';
import type { PriceRow } from './price-row.ts';

const names = {
  date: ['date', 'day', '日期'],
  symbol: ['symbol', 'ticker', 'code', '代码'],
  close: ['close', 'adj close', 'adjusted_close', 'price', '收盘价'],
  currency: ['currency', 'ccy', '币种'],
} as const;

/** Beyond it, products of returns overflow; no security is quoted near it. */
const HIGHEST_CLOSE = 1e12;

const BLANK = new Set(['', 'null', 'na', 'n/a', 'nan', '-']);

function broken(source: string, why: string, hint: string): InputError {
  return new InputError(`${source}: ${why}`, { code: 'broken-prices', hint });
}

function isoDate(value: unknown, where: string): string {
  const text = String(value ?? '').trim();
  const date = /^(\d{4}-\d{2}-\d{2})(?:[T ][\d:.+Z-]*)?$/.exec(text)?.[1];
  if (date === undefined || new Date(`${date}T00:00:00Z`).toJSON()?.slice(0, 10) !== date) {
    throw broken(where, `"${text}" is not a date`, 'Write dates as YYYY-MM-DD.');
  }
  return date;
}

function closeOf(value: unknown, where: string): number | null {
  const text = String(value ?? '').trim();
  if (BLANK.has(text.toLowerCase())) return null;
  const close = Number(text);
  if (Number.isFinite(close) && Math.abs(close) > HIGHEST_CLOSE) {
    throw broken(where, `"${text}" is beyond any price`, `Give prices up to ${HIGHEST_CLOSE}.`);
  }
  if (Number.isFinite(close)) return close;
  throw broken(where, `"${text}" is not a price`, 'Write prices as plain numbers with a point: 1234.5');
}

function columnOf(columns: readonly string[], which: keyof typeof names): string | undefined {
  return columns.find((column) => (names[which] as readonly string[]).includes(column.trim().toLowerCase()));
}

/**
 * The prices of `records`, in their order. `symbol` is given where the source is of one symbol and has no column for it.
 * @throws InputError (`broken-prices`) that names the row and the value.
 */
export function rowsFromRecords(
  records: readonly Record<string, unknown>[],
  source: string,
  symbol?: string,
): PriceRow[] {
  const columns = Object.keys(records[0] ?? {});
  if (columns.length === 0) throw broken(source, 'it holds no prices', 'Give a file with a header and rows.');
  const date = columnOf(columns, 'date');
  if (date === undefined) {
    throw broken(
      source,
      `no column is called date (${columns.join(', ')})`,
      'Name the column of dates "date".',
    );
  }
  const at = (row: number): string => `${source}, row ${row + 1}`;
  const [named, close] = [columnOf(columns, 'symbol'), columnOf(columns, 'close')];
  if (close !== undefined && (named !== undefined || symbol !== undefined)) {
    const currency = columnOf(columns, 'currency');
    return records.map((record, row) => {
      const code = currency === undefined ? '' : String(record[currency] ?? '').trim();
      const whose = named === undefined ? symbol : String(record[named] ?? '').trim();
      if (!whose) throw broken(at(row), 'it names no symbol', 'Fill in the column of symbols.');
      return {
        date: isoDate(record[date], at(row)),
        symbol: whose,
        close: closeOf(record[close], `${at(row)}, ${whose}`),
        ...(code !== '' && { currency: code.toUpperCase() }),
      };
    });
  }
  const symbols = columns.filter((column) => column !== date);
  if (named !== undefined || symbols.length === 0) {
    throw broken(
      source,
      `no column holds prices (${columns.join(', ')})`,
      'Give date, symbol, close; or date and one column a symbol.',
    );
  }
  return records.flatMap((record, row) => {
    const day = isoDate(record[date], at(row));
    return symbols.map((column) => ({
      date: day,
      symbol: column.trim(),
      close: closeOf(record[column], `${at(row)}, ${column}`),
    }));
  });
}
