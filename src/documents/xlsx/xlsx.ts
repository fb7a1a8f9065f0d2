/**
 * XLSX workbooks: the tables of every sheet that is shown, their cells as the sheet shows them. Formats are read here because readers
 * on npm give bare numbers: `0.125` where people see `12.5%`.
 */

import { MOST_COLUMNS } from '../limits.ts';
import { counted, type Part, type Parts } from '../part.ts';
import { refusal } from '../refusal.ts';
import { tablesOfGrid } from '../tables/tables-of-grid.ts';
import type { Appearance } from './cell-text.ts';
import { readSharedStrings } from './shared-strings.ts';
import { sheetGrid, shownColumns } from './sheet-grid.ts';
import { readSheet, type StoredSheet } from './sheet.ts';
import { readStyles } from './styles.ts';
import { readWorkbook, type SheetInfo, type Workbook } from './workbook.ts';
import { Zip } from './zip.ts';

const MOST_SHEETS = 100;

type Sheet = SheetInfo & { stored: StoredSheet };

export function readXlsx(name: string, bytes: Uint8Array): Parts {
  const zip = new Zip(name, bytes);
  const workbook = readWorkbook(name, zip);
  const shown = workbook.sheets.filter((sheet) => !sheet.isHidden);
  const sheets = shown.slice(0, MOST_SHEETS).map((sheet): Sheet => {
    const part = zip.read(sheet.path);
    if (part === null)
      throw refusal(name, `is damaged: its sheet ${sheet.name} is missing.`, 'Save it again.');
    return { ...sheet, stored: readSheet(name, part) };
  });
  const appearance = readAppearance(name, zip, workbook, sheets);
  const parts: Part[] = [];
  const notes = notesOn(workbook, sheets, shown.length);
  for (const { name: sheet, stored } of sheets) {
    const options = { name: `${name} ${sheet}`, sheet, caption: sheet, joinAlternating: false };
    const found = tablesOfGrid(sheetGrid(stored, appearance), options);
    parts.push(...found.parts);
    notes.push(...found.notes);
  }
  return { parts, notes };
}

function readAppearance(name: string, zip: Zip, workbook: Workbook, sheets: readonly Sheet[]): Appearance {
  const needed = new Set<number>();
  for (const { stored } of sheets) {
    for (const { cells } of stored.rows)
      for (const { type, value } of cells) if (type === 's') needed.add(Number(value));
  }
  const { sharedStringsPath, stylesPath, countsFrom1904 } = workbook;
  const strings = sharedStringsPath === null ? null : zip.read(sharedStringsPath);
  const styles = stylesPath === null ? null : zip.read(stylesPath);
  return {
    strings: strings === null ? new Map() : readSharedStrings(name, strings, needed),
    formats: styles === null ? [] : readStyles(name, styles),
    countsFrom1904,
  };
}

function notesOn(workbook: Workbook, sheets: readonly Sheet[], shown: number): string[] {
  const hidden = workbook.sheets.filter((sheet) => sheet.isHidden);
  const notes: string[] = [];
  if (hidden.length > 0) {
    const names = hidden.slice(0, 5).map((sheet) => sheet.name);
    notes.push(
      `${counted(hidden.length, 'hidden sheet')} left out: ${names.join(', ')}${hidden.length > 5 ? ', …' : ''}.`,
    );
  }
  if (shown > MOST_SHEETS) notes.push(`Only the first ${MOST_SHEETS} of ${shown} sheets were read.`);
  for (const { name, stored } of sheets) {
    const columns = shownColumns(stored);
    const parts = [
      ...(stored.hiddenRows > 0 ? [counted(stored.hiddenRows, 'hidden row')] : []),
      ...(columns.hidden > 0 ? [counted(columns.hidden, 'hidden column')] : []),
    ];
    if (parts.length > 0) notes.push(`Sheet ${name}: ${parts.join(' and ')} left out.`);
    if (columns.shown.length > MOST_COLUMNS) {
      const found = counted(columns.shown.length, 'column');
      notes.push(`Sheet ${name}: only the first ${MOST_COLUMNS} of ${found} were read.`);
    }
    if (stored.isCut)
      notes.push(`Sheet ${name}: only its first ${counted(stored.rows.length, 'row')} were read.`);
  }
  const sum = (of: 'formulas' | 'unsolved'): number =>
    sheets.reduce((all, { stored }) => all + stored[of], 0);
  if (sum('unsolved') > 0) {
    const cells = counted(sum('unsolved'), 'formula');
    notes.push(
      `${cells} without a value left empty: open the file in a spreadsheet program, save it, and give it again.`,
    );
  } else if (workbook.asksToCalculate && sum('formulas') > 0) {
    notes.push('The values of formulas may be stale: the workbook asks to be calculated when it is opened.');
  }
  return notes;
}
