/** Where a number comes from, in a form that holds outside of the page. */

import type { Origin } from '../../src/verify/index.ts';
import type { SourceDocument } from '../parts/source-pane.tsx';

export function cellName(origin: Origin, documents: readonly SourceDocument[]): string {
  switch (origin.kind) {
    case 'cell': {
      const table = documents.find(({ id }) => id === origin.table);
      const rows = table !== undefined && 'rows' in table ? table.rows : [];
      const names = [rows[origin.row]?.[0], rows[0]?.[origin.column]].filter(Boolean).join(', ');
      return `${origin.table} row ${origin.row + 1} column ${origin.column + 1} (${names})`;
    }
    case 'text':
      return `${origin.block} characters ${origin.start}–${origin.end}`;
    case 'history':
      return `turn ${origin.turn + 1}`;
    case 'claim':
      return `calculation ${origin.claim + 1}`;
    case 'constant':
      return `constant ${origin.name}`;
    case 'question':
    case 'assumption':
    case 'implied':
      return origin.kind;
  }
}
