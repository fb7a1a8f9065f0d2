/** What a workbook holds: its sheets in their order, where their cells lie, which calendar its dates count from. */

import { posix } from 'node:path';
import { refusal } from '../refusal.ts';
import { localName, walkXml } from './xml.ts';
import type { Zip } from './zip.ts';

export interface SheetInfo {
  name: string;
  isHidden: boolean;
  path: string;
}

export interface Workbook {
  /** Without charts that have a sheet of their own. */
  sheets: SheetInfo[];
  countsFrom1904: boolean;
  /** Its writer did not work formulas out, or not all. */
  asksToCalculate: boolean;
  sharedStringsPath: string | null;
  stylesPath: string | null;
}

interface Relation {
  type: string;
  path: string;
}

const otherKinds: readonly { holds: string; what: string; hint: string }[] = [
  { holds: 'word/document.xml', what: 'a Word file (DOCX)', hint: 'Save it as PDF or HTML.' },
  { holds: 'ppt/presentation.xml', what: 'a PowerPoint file (PPTX)', hint: 'Save it as PDF.' },
  { holds: 'xl/workbook.bin', what: 'a binary workbook (XLSB)', hint: 'Save it as .xlsx.' },
  { holds: 'content.xml', what: 'an OpenDocument file', hint: 'Save it as .xlsx or PDF.' },
];

export function readWorkbook(name: string, zip: Zip): Workbook {
  const root = relationsOf(name, zip, '');
  const path = [...root.values()].find(({ type }) => type === 'officeDocument')?.path ?? 'xl/workbook.xml';
  const bytes = path.endsWith('.xml') && path.includes('workbook') ? zip.read(path) : null;
  if (bytes === null) throw notAWorkbook(name, zip);
  const relations = relationsOf(name, zip, path);
  const sheets: SheetInfo[] = [];
  let countsFrom1904 = false;
  let asksToCalculate = false;
  walkXml(name, bytes, {
    open(tag, attributes) {
      if (tag === 'workbookPr') countsFrom1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
      if (tag === 'calcPr') asksToCalculate = /^(1|true)$/.test(attributes['fullCalcOnLoad'] ?? '');
      if (tag !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key !== 'id' && localName(key) === 'id')?.[1];
      const relation = relations.get(id ?? '');
      if (relation?.type !== 'worksheet') return;
      const isHidden = (attributes['state'] ?? 'visible') !== 'visible';
      sheets.push({ name: attributes['name'] ?? `Sheet${sheets.length + 1}`, isHidden, path: relation.path });
    },
  });
  const pathOf = (wanted: string): string | null =>
    [...relations.values()].find(({ type }) => type === wanted)?.path ?? null;
  return {
    ...{ sheets, countsFrom1904, asksToCalculate },
    ...{ sharedStringsPath: pathOf('sharedStrings'), stylesPath: pathOf('styles') },
  };
}

/** What a part refers to, by id. */
function relationsOf(name: string, zip: Zip, path: string): Map<string, Relation> {
  const folder = posix.dirname(path);
  const bytes = zip.read(posix.join(folder, '_rels', `${posix.basename(path)}.rels`));
  const relations = new Map<string, Relation>();
  if (bytes === null) return relations;
  walkXml(name, bytes, {
    open(tag, { Id, Type, Target }) {
      if (tag !== 'Relationship' || Id === undefined || Target === undefined) return;
      // The last word of the type is the same in all editions of the format.
      const type = Type?.slice(Type.lastIndexOf('/') + 1) ?? '';
      relations.set(Id, { type, path: posix.join(Target.startsWith('/') ? '/' : folder, Target) });
    },
  });
  return relations;
}

function notAWorkbook(name: string, zip: Zip): Error {
  const paths = new Set(zip.paths);
  const other = otherKinds.find(({ holds }) => paths.has(holds));
  return other === undefined
    ? refusal(name, 'is an archive without a workbook.', 'Unpack it, and give the files that are in it.')
    : refusal(name, `is ${other.what}, which is not read.`, other.hint);
}
