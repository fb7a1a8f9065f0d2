/** PDF, read on a thread that time and memory end: a text for each page, its number in the id. */

import { readDocument } from '../../../documents/index.ts';
import type { TextToCheck } from '../check/verdict.ts';

/** Tables of a PDF are among the lines of its pages. */
export async function pdfTexts(
  name: string,
  bytes: Uint8Array,
  { signal, onNote }: { signal?: AbortSignal; onNote: (note: string) => void },
): Promise<TextToCheck[]> {
  const { documents, notes } = await readDocument(name, bytes, { ...(signal && { signal }) });
  for (const note of notes) onNote(`${name}: ${note}`);
  return documents.flatMap((document) =>
    'text' in document ? [{ id: document.id, text: document.text }] : [],
  );
}
