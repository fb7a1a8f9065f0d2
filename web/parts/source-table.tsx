/** A table of a document. Of a long one only a part stands in the page: the beginning, or what lies around the lit cell. */

import { useState } from 'preact/hooks';
import { Pager } from './pager.tsx';

const ROWS = 200;

interface Props {
  table: { id: string; caption?: string; rows: readonly (readonly string[])[] };
  lit: { row: number; column: number } | null;
  /** Whose table it is, where the page shows those of several. */
  within?: string;
}

export function SourceTable({ table: { id, caption, rows }, lit, within }: Props) {
  const [chosen, setChosen] = useState<{ lit: Props['lit']; offset: number }>({ lit: null, offset: 0 });
  const [head = [], ...body] = rows;
  const around = lit === null || lit.row === 0 ? 0 : Math.floor((lit.row - 1) / ROWS) * ROWS;
  // Another cell to light up leads away from the part that was chosen by hand.
  const offset = chosen.lit === lit ? chosen.offset : around;
  const isLit = (row: number, column: number): boolean => lit?.row === row && lit.column === column;
  return (
    <div
      class="scroll"
      tabindex={0}
      role="region"
      aria-label={[within, caption ?? id].filter(Boolean).join(': ')}
    >
      <table class="source-table">
        {caption !== undefined && <caption>{caption}</caption>}
        <thead>
          <tr>
            {head.map((cell, column) => (
              <Cell key={column} text={cell} scope="col" isLit={isLit(0, column)} />
            ))}
          </tr>
        </thead>
        <tbody>
          {body.slice(offset, offset + ROWS).map((cells, i) => {
            const row = offset + i + 1;
            return (
              <tr key={row}>
                {cells.map((cell, column) => (
                  <Cell
                    key={column}
                    text={cell}
                    scope={column === 0 ? 'row' : null}
                    isLit={isLit(row, column)}
                  />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {body.length > ROWS && (
        <Pager
          offset={offset}
          limit={ROWS}
          total={body.length}
          onMove={(next) => setChosen({ lit, offset: next })}
        />
      )}
    </div>
  );
}

/** An empty cell is no header of anything. */
function Cell({ text, scope, isLit }: { text: string; scope: 'row' | 'col' | null; isLit: boolean }) {
  const lit = isLit ? true : undefined;
  if (scope === null || text.trim() === '') return <td data-lit={lit}>{text}</td>;
  return (
    <th scope={scope} data-lit={lit}>
      {text}
    </th>
  );
}
