/** The documents of the conversation: dropped, chosen or pasted, and shown with the source of the chosen number lit. */

import { useRef, useState } from 'preact/hooks';
import type { Origin } from '../../src/verify/index.ts';
import { SourcePane } from '../parts/source-pane.tsx';
import type { SourceDocument } from '../parts/source-pane.tsx';
import { useTexts } from '../text/use-texts.ts';
import { PasteField } from './paste-field.tsx';
import { nameOfPasted, readFile } from './read-files.ts';

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
  const [isOver, setOver] = useState(false);
  const [told, setTold] = useState<{ text: string; isError: boolean }[]>([]);
  const [busy, setBusy] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const former = removed.find(({ id }) => id === documentIn(lit));
  const take = async (files: readonly { name: string; content: Blob }[]): Promise<void> => {
    setTold([]);
    for (const { name, content } of files) {
      setBusy(name);
      try {
        const read = await readFile(name, content, new AbortController().signal);
        onAdd(read.documents);
        setTold((before) => [
          ...before,
          ...read.notes.map((text) => ({ text: `${name}: ${text}`, isError: false })),
        ]);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        setTold((before) => [...before, { text: `${ask.notRead(name)} ${why}`, isError: true }]);
      }
    }
    setBusy(null);
  };
  const takeFiles = (files: Iterable<File>): void =>
    void take([...files].map((file) => ({ name: file.name, content: file })));
  return (
    <section
      class="documents panel"
      aria-label={ask.documents}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        takeFiles(event.dataTransfer?.files ?? []);
      }}
    >
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
          onPaste={(text) => void take([{ name: nameOfPasted(text, count), content: new Blob([text]) }])}
        />
      </div>
      <div role="status">{busy !== null && <p class="note">{ask.reading(busy)}</p>}</div>
      {told.map(({ text, isError }, i) => (
        <p key={i} role={isError ? 'alert' : 'status'} class={isError ? 'failed' : 'note'}>
          {text}
        </p>
      ))}
      {former !== undefined && (
        <div class="former">
          <p class="note" role="status">
            {ask.former}
          </p>
          <SourcePane documents={[former]} lit={lit} />
        </div>
      )}
      {documents.length > 0 && <SourcePane documents={documents} lit={lit} onRemove={onRemove} />}
    </section>
  );
}

function documentIn(origin: Origin | null): string | null {
  if (origin?.kind === 'cell') return origin.table;
  return origin?.kind === 'text' ? origin.block : null;
}
