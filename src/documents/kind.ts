/** What a file is: by what stands in it, and by its name's ending only where that leaves a choice. */

import { extname } from 'node:path';
import { refusal } from './refusal.ts';
import { likelyDelimiter } from './text/delimiter.ts';

export type PackedKind = 'pdf' | 'xlsx';
export type TextKind = 'html' | 'csv' | 'json' | 'text';

const READABLE = 'Read are PDF, XLSX, CSV, HTML, Markdown, plain text and JSON documents.';
/** Writers may put a few bytes before it. */
const PDF_WITHIN = 1024;
const SAMPLE = 65_536;
/** Of ZIP: with parts, without, in several volumes. */
const ARCHIVES = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'];

const others: readonly { begin: string; what: string; hint: string }[] = [
  { begin: '\x89PNG', what: 'an image (PNG)', hint: 'Give the text of it; images are not read.' },
  { begin: '\xFF\xD8\xFF', what: 'an image (JPEG)', hint: 'Give the text of it; images are not read.' },
  { begin: 'GIF8', what: 'an image (GIF)', hint: 'Give the text of it; images are not read.' },
  { begin: 'II*\0', what: 'an image (TIFF)', hint: 'Give the text of it; images are not read.' },
  { begin: 'MM\0*', what: 'an image (TIFF)', hint: 'Give the text of it; images are not read.' },
  { begin: '{\\rtf', what: 'a rich text file (RTF)', hint: 'Save it as PDF or plain text.' },
  { begin: '\x1F\x8B', what: 'an archive (gzip)', hint: 'Unpack it, and give the file that is in it.' },
  { begin: '7z\xBC\xAF', what: 'an archive (7z)', hint: 'Unpack it, and give the files that are in it.' },
  { begin: 'Rar!', what: 'an archive (RAR)', hint: 'Unpack it, and give the files that are in it.' },
  { begin: 'PAR1', what: 'a Parquet file', hint: 'Write its rows as CSV.' },
];

/** The kind of a file that is not text; null for one that may be. @throws InputError for kinds that are not read. */
export function packedKindOf(name: string, bytes: Uint8Array): PackedKind | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.subarray(0, PDF_WITHIN).includes('%PDF-')) return 'pdf';
  const begin = buffer.toString('latin1', 0, 8);
  if (ARCHIVES.includes(begin.slice(0, 4))) return 'xlsx';
  if (begin === '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1') throw oldOffice(name, buffer);
  const other = others.find((kind) => begin.startsWith(kind.begin));
  if (other !== undefined) throw refusal(name, `is ${other.what}, which is not read.`, other.hint);
  return null;
}

/** Files of Office before 2007, and newer ones that a password locks, are the same kind of container. */
function oldOffice(name: string, buffer: Buffer): Error {
  const holds = (stream: string): boolean => buffer.includes(Buffer.from(stream, 'utf16le'));
  if (holds('EncryptedPackage'))
    return refusal(name, 'is locked by a password.', 'Save it without a password, and give that file.');
  if (holds('Workbook') || holds('Book'))
    return refusal(name, 'is an old Excel file (XLS), which is not read.', 'Save it as .xlsx or .csv.');
  if (holds('WordDocument'))
    return refusal(name, 'is an old Word file (DOC), which is not read.', 'Save it as PDF.');
  return refusal(name, 'is an old Office file, which is not read.', READABLE);
}

/** @throws InputError when it is no text. */
export function textKindOf(name: string, text: string): TextKind {
  const begin = text.slice(0, SAMPLE);
  const strange = begin.match(/[^\P{Cc}\s]|\uFFFD/gu)?.length ?? 0;
  if (begin.includes('\0') || strange > begin.length / 100)
    throw refusal(name, 'is neither text nor a kind that is known.', READABLE);
  const ending = extname(name).toLowerCase();
  if (/<Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet/.test(begin)) {
    const hint = 'Open it in a spreadsheet program and save it as .xlsx.';
    throw refusal(name, 'is an Excel 2003 XML file, which is not read.', hint);
  }
  if (isHtml(begin, ending)) return 'html';
  if (ending === '.json' || /^\s*[[{]\s*(?:["{\]]|$)/.test(begin)) return 'json';
  if (ending === '.csv' || ending === '.tsv' || ending === '.tab') return 'csv';
  if (ending === '.md' || ending === '.markdown') return 'text';
  return likelyDelimiter(begin) === null ? 'text' : 'csv';
}

function isHtml(begin: string, ending: string): boolean {
  if (/^<(?:!doctype\s+html|html)\b/i.test(afterComments(begin))) return true;
  const hasElements = /<(?:html|body|div|p|table|h[1-6]|tr)\b[^<>]*>/i.test(begin);
  return hasElements && ['.htm', '.html', '.xhtml', '.xls'].includes(ending);
}

function afterComments(text: string): string {
  let rest = text.trimStart();
  for (;;) {
    const end = rest.startsWith('<!--') ? '-->' : rest.startsWith('<?') ? '?>' : null;
    const at = end === null ? -1 : rest.indexOf(end);
    if (end === null || at === -1) return rest;
    rest = rest.slice(at + end.length).trimStart();
  }
}
