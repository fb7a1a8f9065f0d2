/** The number format of each cell style. */

import { builtinFormat } from './formats/builtin.ts';
import { walkXml } from './xml.ts';

/** Format codes by the index that cells name. */
export function readStyles(name: string, bytes: Buffer): string[] {
  const own = new Map<number, string>();
  const used: number[] = [];
  let inCells = false;
  walkXml(name, bytes, {
    open(tag, attributes) {
      const id = Number(attributes['numFmtId'] ?? 0);
      if (tag === 'numFmt') own.set(id, attributes['formatCode'] ?? 'General');
      else if (tag === 'cellXfs') inCells = true;
      else if (tag === 'xf' && inCells) used.push(id);
    },
    close(tag) {
      if (tag === 'cellXfs') inCells = false;
    },
  });
  return used.map((id) => own.get(id) ?? builtinFormat(id));
}
