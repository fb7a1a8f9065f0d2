/** What a file is, by its first bytes and, where those leave a choice, by the ending of its name. */

import { extname } from 'node:path';
import { InputError } from '../../../core/errors.ts';
import { decodeText } from '../../../documents/text/decode-text.ts';
import { unreadKindOf } from '../../../documents/unread-kind.ts';
import { isChat } from './chat.ts';

export type FileKind = 'pdf' | 'docx' | 'mail' | 'html' | 'chat' | 'json' | 'json lines' | 'csv' | 'text';

const READ =
  'Read are text, Markdown, HTML, PDF, DOCX, e-mail (.eml), chat exports (text, JSON), CSV and JSON lines.';
const byEnding: Readonly<Record<string, FileKind>> = {
  ...{ '.csv': 'csv', '.tsv': 'csv', '.jsonl': 'json lines', '.ndjson': 'json lines', '.eml': 'mail' },
  ...{ '.html': 'html', '.htm': 'html', '.xhtml': 'html', '.md': 'text', '.markdown': 'text' },
};
const MAIL_HEAD =
  /^(?:(?:return-path|received|delivered-to|from|to|subject|date|message-id|mime-version|x-[\w-]+|dkim-signature): ?[^\n]*\n(?:[ \t][^\n]*\n)*){2,}/i;

/** @param begin the first bytes. @throws InputError for what is not read. */
export function kindOf(name: string, begin: Uint8Array): FileKind {
  if (begin.length === 0)
    throw new InputError(`${name} is empty`, { hint: 'Check that it was saved whole.' });
  const buffer = Buffer.from(begin);
  if (buffer.subarray(0, 1024).includes('%PDF-')) return 'pdf';
  if (buffer.toString('latin1', 0, 2) === 'PK') return 'docx';
  const unread = unreadKindOf(begin);
  if (unread !== null)
    throw new InputError(`${name} ${unread.what.replace(/\.$/, '')}`, { hint: unread.hint });
  const { text } = decodeText(begin);
  const strange = text.match(/[^\P{Cc}\s]/gu)?.length ?? 0;
  if (text.includes('\0') || strange > text.length / 100)
    throw new InputError(`${name} is neither text nor a kind that is known`, { hint: READ });
  const ending = extname(name).toLowerCase();
  const named = byEnding[ending];
  if (named !== undefined) return named;
  if (/^\s*[[{]/.test(text) && (ending === '.json' || /^\s*(?:\[\s*)?\{\s*"/.test(text)))
    return /^\s*\{[^\n]*\}\s*\n\s*\{/.test(text) ? 'json lines' : 'json';
  if (/^\s*(?:<!--[\s\S]*?-->\s*)?<(?:!doctype\s+html|html)\b/i.test(text)) return 'html';
  if (MAIL_HEAD.test(text.replaceAll('\r\n', '\n'))) return 'mail';
  return isChat(text) ? 'chat' : 'text';
}
