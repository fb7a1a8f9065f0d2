/**
 * Reads one file in this thread: its kind, its reader, its documents. `read-document.ts` does it on a thread that can be ended. Each
 * reader is loaded when its kind comes, since a thread is started for every file.
 */

import { assemble } from './assemble.ts';
import type { ReadDocument } from './document.ts';
import { mainDocument } from './html/submission.ts';
import { packedKindOf, textKindOf, type TextKind } from './kind.ts';
import { MOST_RAW_CHARACTERS } from './limits.ts';
import type { Parts } from './part.ts';
import { refusal } from './refusal.ts';
import { shownName } from './shown-name.ts';
import { charsetOf, decodeText } from './text/decode-text.ts';

/** @throws InputError for a file that is empty, damaged, locked, or of a kind that is not read. */
export async function readFile(name: string, bytes: Uint8Array): Promise<ReadDocument> {
  const shown = shownName(name);
  const packed = packedKindOf(shown, bytes);
  if (packed === 'pdf') {
    const { readPdf } = await import('./pdf/pdf.ts');
    return documentsOf(shown, await readPdf(shown, bytes));
  }
  if (packed === 'xlsx') {
    const { readXlsx } = await import('./xlsx/xlsx.ts');
    return documentsOf(shown, readXlsx(shown, bytes));
  }
  const decoded = decodeText(bytes, charsetOf(bytes));
  const { text: whole, note } = mainDocument(decoded.text);
  const kind = textKindOf(shown, whole);
  if (kind === 'json') {
    const { readJson } = await import('./text/json.ts');
    const documents = readJson(shown, whole);
    if (documents !== null) return { documents, notes: [] };
  }
  // Most of a page is not its text; its reader stops by itself.
  const text = kind === 'html' ? whole : whole.slice(0, MOST_RAW_CHARACTERS);
  const { parts, notes } = (await readerOf(kind))(shown, text, whole);
  const cut = text.length < whole.length ? 'Only the beginning of the file was read.' : null;
  const said = [decoded.note, note, cut].filter((one) => one !== null);
  return documentsOf(shown, { parts, notes: [...said, ...notes] });
}

/** `text` is what is read, the beginning of `whole`. */
type TextReader = (name: string, text: string, whole: string) => Parts;

async function readerOf(kind: TextKind): Promise<TextReader> {
  if (kind === 'html') return (await import('./html/html.ts')).readHtml;
  if (kind === 'csv') return (await import('./text/csv.ts')).readCsv;
  return (await import('./text/text.ts')).readText;
}

function documentsOf(name: string, parts: Parts): ReadDocument {
  const read = assemble(name, parts);
  if (read.documents.length > 0) return read;
  throw refusal(name, 'holds no text.', 'Check that it is the right file, and that it was saved whole.');
}
