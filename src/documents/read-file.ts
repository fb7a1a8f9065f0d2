/** Reads one file in this thread: its kind, its reader, its documents. `read-document.ts` does it on a thread that can be ended. */

import { assemble } from './assemble.ts';
import type { ReadDocument } from './document.ts';
import { readHtml } from './html/html.ts';
import { mainDocument } from './html/submission.ts';
import { packedKindOf, textKindOf } from './kind.ts';
import type { Parts } from './part.ts';
import { readPdf } from './pdf/pdf.ts';
import { refusal } from './refusal.ts';
import { shownName } from './shown-name.ts';
import { readCsv } from './text/csv.ts';
import { charsetOf, decodeText } from './text/decode-text.ts';
import { readJson } from './text/json.ts';
import { readText } from './text/text.ts';
import { readXlsx } from './xlsx/xlsx.ts';

/** @throws InputError for a file that is empty, damaged, locked, or of a kind that is not read. */
export async function readFile(name: string, bytes: Uint8Array): Promise<ReadDocument> {
  const shown = shownName(name);
  const packed = packedKindOf(shown, bytes);
  if (packed === 'pdf') return documentsOf(shown, await readPdf(shown, bytes));
  if (packed === 'xlsx') return documentsOf(shown, readXlsx(shown, bytes));
  const decoded = decodeText(bytes, charsetOf(bytes));
  const { text, note } = mainDocument(decoded.text);
  const kind = textKindOf(shown, text);
  const given = kind === 'json' ? readJson(shown, text) : null;
  if (given !== null) return { documents: given, notes: [] };
  const reader = kind === 'html' ? readHtml : kind === 'csv' ? readCsv : readText;
  const { parts, notes } = reader(shown, text);
  return documentsOf(shown, {
    parts,
    notes: [...[decoded.note, note].filter((said) => said !== null), ...notes],
  });
}

function documentsOf(name: string, parts: Parts): ReadDocument {
  const read = assemble(name, parts);
  if (read.documents.length > 0) return read;
  throw refusal(name, 'holds no text.', 'Check that it is the right file, and that it was saved whole.');
}
