/** Files and pasted text as documents: the server reads them. */

import type { SourceDocument } from '../parts/source-pane.tsx';
import { read } from '../state/request.ts';

export interface ReadFile {
  documents: SourceDocument[];
  /** What was left out. */
  notes: string[];
}

/** @throws RequestFailure that says why it cannot be read. */
export async function readFile(name: string, content: Blob, signal: AbortSignal): Promise<ReadFile> {
  return read<ReadFile>(`/api/documents?${new URLSearchParams({ name }).toString()}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: content,
    signal,
  });
}

/** What a spreadsheet puts on the clipboard has a tab between two cells. */
export function nameOfPasted(text: string, count: number): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const isTable = lines.length > 1 && lines.every((line) => line.includes('\t'));
  return `pasted ${count + 1}.${isTable ? 'tsv' : 'md'}`;
}
