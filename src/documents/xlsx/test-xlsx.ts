/** Writes workbooks as spreadsheet programs do, for tests. */

import { zipOf, type ZipOptions } from '../test-zip.ts';
import { columnName } from './references.ts';

/** A text, a number under a format, or a cell as XML. */
export type TestCell = string | number | null | { value: string | number; format: string } | { xml: string };

export interface TestSheet {
  name?: string;
  state?: string;
  /** A null is a blank row. */
  rows: (TestCell[] | null)[];
  merges?: string[];
  hiddenRows?: number[];
  /** XML before the cells. */
  before?: string;
}

export interface TestWorkbook {
  sheets: TestSheet[];
  workbookProperties?: string;
  calculation?: string;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';

export function xlsxOf(workbook: TestWorkbook, options: ZipOptions = {}): Buffer {
  return zipOf(xlsxParts(workbook), options);
}

export function xlsxParts({
  sheets,
  workbookProperties = '',
  calculation = '',
}: TestWorkbook): Record<string, string> {
  const strings: string[] = [];
  const formats: string[] = [];
  const parts = sheets.map((sheet) => sheetXml(sheet, strings, formats));
  const listed = sheets.map(
    ({ name = `Sheet${sheets.length}`, state = 'visible' }, at) =>
      `<sheet name="${escaped(name)}" sheetId="${at + 1}" state="${state}" r:id="rId${at + 1}"/>`,
  );
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${TYPES}/${type}" Target="${target}"/>`;
  return {
    '[Content_Types].xml': `${HEAD}<Types/>`,
    '_rels/.rels': `${HEAD}<Relationships ${RELATIONS}>${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook ${MAIN} xmlns:r="${TYPES}">${workbookProperties}<sheets>${listed.join('')}</sheets>${calculation}</workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships ${RELATIONS}>${parts
      .map((_, at) => relation(`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`))
      .join(
        '',
      )}${relation('s', 'sharedStrings', '/xl/sharedStrings.xml')}${relation('f', 'styles', 'styles.xml')}</Relationships>`,
    'xl/sharedStrings.xml': `${HEAD}<sst ${MAIN}>${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    'xl/styles.xml': stylesXml(formats),
    ...Object.fromEntries(parts.map((xml, at) => [`xl/worksheets/sheet${at + 1}.xml`, xml])),
  };
}

function stylesXml(formats: readonly string[]): string {
  const own = formats.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${escaped(code)}"/>`);
  const used = formats.map((_, at) => `<xf numFmtId="${164 + at}" applyNumberFormat="1"/>`);
  const base = '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>';
  return `${HEAD}<styleSheet ${MAIN}><numFmts>${own.join('')}</numFmts>${base}<cellXfs><xf numFmtId="0"/>${used.join('')}</cellXfs></styleSheet>`;
}

function sheetXml(
  { rows, merges = [], hiddenRows = [], before = '' }: TestSheet,
  strings: string[],
  formats: string[],
): string {
  const written = rows.map((cells, row) => {
    const inner = cells
      ?.map((cell, column) => cellXml(cell, `${columnName(column)}${row + 1}`, strings, formats))
      .join('');
    const hidden = hiddenRows.includes(row + 1) ? ' hidden="1"' : '';
    return inner === undefined ? '' : `<row r="${row + 1}"${hidden}>${inner}</row>`;
  });
  const merged = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  return `${HEAD}<worksheet ${MAIN}>${before}<sheetData>${written.join('')}</sheetData><mergeCells>${merged}</mergeCells></worksheet>`;
}

function cellXml(cell: TestCell, place: string, strings: string[], formats: string[]): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') return `<c r="${place}" t="s"><v>${strings.push(cell) - 1}</v></c>`;
  if ('xml' in cell) return cell.xml.replace('<c', `<c r="${place}"`);
  const known = formats.indexOf(cell.format);
  const style = known === -1 ? formats.push(cell.format) : known + 1;
  return `<c r="${place}" s="${style}"><v>${cell.value}</v></c>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
