/** Documents as they were given, with the cell or span that a number comes from lit up and brought into view. */

import { useEffect, useRef } from 'preact/hooks';
import type { Origin } from '../../src/verify/index.ts';
import { useTexts } from '../text/use-texts.ts';
import { SourceTable } from './source-table.tsx';

export type SourceDocument =
  { id: string; text: string } | { id: string; caption?: string; rows: readonly (readonly string[])[] };

interface Props {
  documents: readonly SourceDocument[];
  /** Where the chosen number comes from. */
  lit: Origin | null;
  onRemove?: (id: string) => void;
  /** Whose documents these are, where the page shows those of several. */
  within?: string;
}

export function SourcePane({ documents, lit, onRemove, within }: Props) {
  const { check, parts } = useTexts();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const target = place.current?.querySelector('[data-lit="true"]');
    target?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [lit]);
  if (documents.length === 0) return <p class="note">{check.noSource}</p>;
  return (
    <div ref={place} class="sources">
      {documents.map((document) => (
        <div key={document.id} class="source">
          <h3>
            <span>{document.id}</span>
            {onRemove !== undefined && (
              <button
                type="button"
                aria-label={`${parts.remove}: ${document.id}`}
                onClick={() => onRemove(document.id)}
              >
                ×
              </button>
            )}
          </h3>
          {'rows' in document ? (
            <SourceTable
              table={document}
              within={within}
              lit={
                lit?.kind === 'cell' && lit.table === document.id
                  ? { row: lit.row, column: lit.column }
                  : null
              }
            />
          ) : (
            <SourceText
              text={document.text}
              lit={
                lit?.kind === 'text' && lit.block === document.id ? { start: lit.start, end: lit.end } : null
              }
            />
          )}
        </div>
      ))}
    </div>
  );
}

function SourceText({ text, lit }: { text: string; lit: { start: number; end: number } | null }) {
  if (lit === null) return <p class="source-text">{text}</p>;
  return (
    <p class="source-text">
      {text.slice(0, lit.start)}
      <mark data-lit="true">{text.slice(lit.start, lit.end)}</mark>
      {text.slice(lit.end)}
    </p>
  );
}
