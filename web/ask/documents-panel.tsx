/** The documents of the conversation: dropped, chosen or pasted, and shown with the source of the chosen number lit. */

import { useRef } from 'preact/hooks';
import type { Origin } from '../../src/verify/index.ts';
import { SourcePane } from '../parts/source-pane.tsx';
import type { SourceDocument } from '../parts/source-pane.tsx';
import { useDrop } from '../parts/use-drop.ts';
import { useTexts } from '../text/use-texts.ts';
import { PasteField } from './paste-field.tsx';
import { nameOfPasted } from './read-files.ts';
import { useReading } from './use-reading.ts';
import type { Report } from './use-reading.ts';

interface Props {
  documents: readonly SourceDocument[];
  /** Those that answers were checked against; shown while the number that is lit comes from one. */
  removed: readonly SourceDocument[];
  /** How many documents the conversation has had. */
  count: number;
  lit: Origin | null;
  onAdd: (documents: readonly SourceDocument[]) => void;
  onRemove: (id: string) => void;
}

export function DocumentsPanel({ documents, removed, count, lit, onAdd, onRemove }: Props) {
  const { ask } = useTexts();
  const { reports, busy, take, again } = useReading(onAdd);
  const field = useRef<HTMLInputElement>(null);
  const former = removed.find(({ id }) => id === documentIn(lit));
  const takeFiles = (files: Iterable<File>): void =>
    take([...files].map((file) => ({ name: file.name, content: file })));
  return (
    <section class="documents panel" aria-label={ask.documents} {...useDrop(takeFiles)}>
      <h2>{ask.documents}</h2>
      <p class="note">{ask.documentsNote}</p>
      <div class="drop">
        <span>{ask.drop}</span>
        <button type="button" onClick={() => field.current?.click()}>
          {ask.choose}
        </button>
        <input
          ref={field}
          type="file"
          multiple
          hidden
          aria-label={ask.choose}
          onChange={({ currentTarget }) => {
            takeFiles(currentTarget.files ?? []);
            currentTarget.value = '';
          }}
        />
        <PasteField
          onPaste={(text) => take([{ name: nameOfPasted(text, count), content: new Blob([text]) }])}
        />
      </div>
      <div role="status">{busy !== null && <p class="note">{ask.reading(busy)}</p>}</div>
      {reports.map((report, i) => (
        <ReportText key={i} report={report} onAgain={() => again(report)} />
      ))}
      {former !== undefined && (
        <div class="former">
          <p class="note" role="status">
            {ask.former}
          </p>
          <SourcePane documents={[former]} lit={lit} within={ask.formerLabel} />
        </div>
      )}
      {documents.length > 0 && <SourcePane documents={documents} lit={lit} onRemove={onRemove} />}
    </section>
  );
}

function ReportText({ report, onAgain }: { report: Report; onAgain: () => void }) {
  const { ask, parts } = useTexts();
  const { name } = report.file;
  if (report.kind === 'note') {
    return (
      <p role="status" class="note">
        {name}: {report.text}
      </p>
    );
  }
  const { failure, isPassing } = report;
  return (
    <div role="alert" class="failed">
      <p>
        {ask.notRead(name)} {failure.status === 0 ? parts.unreachable : failure.message}
      </p>
      {isPassing && (
        <button type="button" onClick={onAgain}>
          {parts.again}
        </button>
      )}
    </div>
  );
}

function documentIn(origin: Origin | null): string | null {
  if (origin?.kind === 'cell') return origin.table;
  return origin?.kind === 'text' ? origin.block : null;
}
