/** What a file is: by what stands in it, and by its name's ending only where that leaves a choice. */

import { extname } from 'node:path';
import { refusal } from './refusal.ts';
import { likelyDelimiter } from './text/delimiter.ts';
import { unreadKindOf } from './unread-kind.ts';

export type PackedKind = 'pdf' | 'xlsx';
export type TextKind = 'html' | 'csv' | 'json' | 'text';

const READABLE = 'Read are PDF, XLSX, CSV, HTML, Markdown, plain text and JSON documents.';
/** Writers may put a few bytes before it. */
const PDF_WITHIN = 1024;
const SAMPLE = 65_536;
/** Of ZIP: with parts, without, in several volumes. */
const ARCHIVES = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'];

/** The kind of a file that is not text; null for one that may be. @throws InputError for kinds that are not read. */
export function packedKindOf(name: string, bytes: Uint8Array): PackedKind | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.subarray(0, PDF_WITHIN).includes('%PDF-')) return 'pdf';
  const begin = buffer.toString('latin1', 0, 8);
  if (ARCHIVES.includes(begin.slice(0, 4))) return 'xlsx';
  const unread = unreadKindOf(buffer);
  if (unread !== null) throw refusal(name, unread.what, unread.hint);
  return null;
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
