/** What is known of a chosen number, in words. */

import type { Origin } from '../../src/verify/index.ts';
import type { Texts } from '../text/en.ts';
import { useTexts } from '../text/use-texts.ts';
import type { MarkedNumber } from './marked-number.ts';
import { shownStatus } from './shown-status.ts';
import type { SourceDocument } from './source-pane.tsx';

interface Props {
  number: MarkedNumber;
  documents: readonly SourceDocument[];
  /** The calculation that a number of origin `claim` comes from. */
  claimText?: string;
}

export function NumberNote({ number, documents, claimText }: Props) {
  const { check } = useTexts();
  const { text, origin, abandoned, note } = number;
  const status = shownStatus(number);
  return (
    <p class="number-note" role="status">
      <b data-status={status}>
        {text}: {check.status[status]}
      </b>{' '}
      {check.explained[status]}{' '}
      {origin !== null && <span>{check.from(originText(origin, documents, check, claimText))}</span>}{' '}
      {note !== undefined && <span>{note}.</span>} {abandoned && <span>({check.abandoned})</span>}
    </p>
  );
}

function originText(
  origin: Origin,
  documents: readonly SourceDocument[],
  { origin: texts }: Texts['check'],
  claimText: string | undefined,
): string {
  switch (origin.kind) {
    case 'cell': {
      const table = documents.find(({ id }) => id === origin.table);
      const rows = table !== undefined && 'rows' in table ? table.rows : [];
      const names = [rows[origin.row]?.[0], rows[0]?.[origin.column]].map((name) => name?.trim());
      return texts.cell(origin.table, names.filter(Boolean).join(', '));
    }
    case 'text':
      return texts.text(origin.block);
    case 'history':
      return texts.history(origin.turn + 1);
    case 'constant':
      return texts.constant(origin.name);
    case 'claim':
      return claimText ?? texts.claim;
    case 'question':
    case 'assumption':
    case 'implied':
      return texts[origin.kind];
  }
}
