/** The cells of one sheet as the file stores them; what they look like is for `cell-text.ts`. */

import { LONGEST_CELL, MOST_ROWS } from '../limits.ts';
import { columnIndex, type Range, rangeOf } from './references.ts';
import { walkXml } from './xml.ts';

export interface StoredCell {
  column: number;
  /** `n` number, `s` shared string, `str` text of a formula, `inlineStr`, `b` truth, `e` error, `d` date. */
  type: string;
  style: number;
  /** Empty where there is none. */
  value: string;
}

export interface StoredSheet {
  rows: { at: number; cells: StoredCell[] }[];
  merges: Range[];
  hiddenRows: number;
  /** First and last, from 0. */
  hiddenColumns: [number, number][];
  formulas: number;
  /** Formulas whose value was never worked out. */
  unsolved: number;
  /** There are more rows than were read. */
  isCut: boolean;
}

/** A sheet may have several tables. */
const MOST_SHEET_ROWS = 2 * MOST_ROWS;
const MOST_MERGES = 20_000;

export function readSheet(name: string, bytes: Buffer): StoredSheet {
  const sheet: StoredSheet = {
    ...{ rows: [], merges: [], hiddenRows: 0, hiddenColumns: [] },
    ...{ formulas: 0, unsolved: 0, isCut: false },
  };
  let at = -1;
  let isHidden = false;
  let cells: StoredCell[] = [];
  let cell: StoredCell | null = null;
  let hasFormula = false;
  let takes: 'value' | 'phonetic' | null = null;
  walkXml(name, bytes, {
    isDone: () => sheet.isCut,
    open(tag, attributes) {
      if (tag === 'row') {
        at = attributes['r'] === undefined ? at + 1 : Number(attributes['r']) - 1;
        isHidden = isOn(attributes['hidden']);
        cells = [];
      } else if (tag === 'c') {
        const after = (cells.at(-1)?.column ?? -1) + 1;
        const column = attributes['r'] === undefined ? after : columnIndex(attributes['r']);
        cell = { column, type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), value: '' };
        hasFormula = false;
      } else if (tag === 'f') hasFormula = true;
      else if (tag === 'rPh') takes = 'phonetic';
      else if ((tag === 'v' || tag === 't') && takes === null) takes = 'value';
      else if (tag === 'col' && isOn(attributes['hidden'])) {
        sheet.hiddenColumns.push([Number(attributes['min']) - 1, Number(attributes['max']) - 1]);
      } else if (tag === 'mergeCell' && sheet.merges.length < MOST_MERGES) {
        sheet.merges.push(rangeOf(attributes['ref'] ?? ''));
      }
    },
    text(text) {
      if (takes === 'value' && cell !== null && cell.value.length < LONGEST_CELL) cell.value += text;
    },
    close(tag) {
      if (tag === 'rPh' || ((tag === 'v' || tag === 't') && takes === 'value')) takes = null;
      else if (tag === 'c' && cell !== null) {
        if (hasFormula) sheet.formulas++;
        if (cell.value !== '') cells.push(cell);
        else if (hasFormula && cell.type !== 'str') sheet.unsolved++;
        cell = null;
      } else if (tag === 'row' && cells.length > 0) {
        if (isHidden) sheet.hiddenRows++;
        else if (sheet.rows.length === MOST_SHEET_ROWS) sheet.isCut = true;
        else sheet.rows.push({ at, cells });
        cells = [];
      }
    },
  });
  return sheet;
}

function isOn(attribute: string | undefined): boolean {
  return attribute === '1' || attribute === 'true';
}
