/** Reads files one after the other and remembers what there is to say of each. */

import { useState } from 'preact/hooks';
import type { SourceDocument } from '../parts/source-pane.tsx';
import { RequestFailure } from '../state/request.ts';
import { readFile } from './read-files.ts';

export interface NamedFile {
  name: string;
  content: Blob;
}

export type Report =
  | { kind: 'note'; file: NamedFile; text: string }
  /** `isPassing`: nothing is known against the file, so that it can be tried again. */
  | { kind: 'failed'; file: NamedFile; failure: RequestFailure; isPassing: boolean };

export function useReading(onAdd: (documents: readonly SourceDocument[]) => void) {
  const [reports, setReports] = useState<Report[]>([]);
  /** The name of what is being read. */
  const [busy, setBusy] = useState<string | null>(null);
  const read = async (file: NamedFile): Promise<Report[]> => {
    try {
      const { documents, notes } = await readFile(file.name, file.content, new AbortController().signal);
      onAdd(documents);
      return notes.map((text) => ({ kind: 'note', file, text }));
    } catch (failure) {
      if (!(failure instanceof RequestFailure)) throw failure;
      return [{ kind: 'failed', file, failure, isPassing: isPassing(failure) }];
    }
  };
  const readAll = async (files: readonly NamedFile[]): Promise<void> => {
    for (const file of files) {
      setBusy(file.name);
      try {
        const more = await read(file);
        setReports((before) => [...before, ...more]);
      } finally {
        setBusy(null);
      }
    }
  };
  return {
    reports,
    busy,
    take(files: readonly NamedFile[]): void {
      setReports([]);
      void readAll(files);
    },
    again({ file }: Report): void {
      setReports((before) => before.filter((one) => one.file !== file));
      void readAll([file]);
    },
  };
}

/** The server was away or busy, or wanted a key. */
function isPassing({ status }: RequestFailure): boolean {
  return [0, 401, 429].includes(status) || status >= 500;
}
