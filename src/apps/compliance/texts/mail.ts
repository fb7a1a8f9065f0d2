/**
 * E-mail (RFC 5322, MIME): subject and body as one text, attachments as files of their own kind. Where the plain and the HTML part say
 * different things both are texts, since a reader sees only one of them.
 */

import PostalMime, { type Address, type Attachment } from 'postal-mime';
import { InputError } from '../../../core/errors.ts';
import type { TextToCheck } from '../check/verdict.ts';
import { htmlText } from './html.ts';

export interface ReadMail {
  texts: TextToCheck[];
  attachments: { name: string; bytes: Uint8Array }[];
  /** Of the mail, for what it brings. */
  facts: Pick<TextToCheck, 'sender' | 'time'>;
}

export async function readMail(name: string, bytes: Uint8Array): Promise<ReadMail> {
  const mail = await parsedMail(name, bytes);
  const sender = addressOf(mail.from ?? mail.sender);
  const facts = { ...(sender !== '' && { sender }), ...(mail.date && { time: mail.date }) };
  const subject = mail.subject?.trim() ?? '';
  const head = subject === '' ? '' : `${subject}\n\n`;
  const html = mail.html === undefined ? null : htmlText(mail.html);
  const plain = mail.text?.replace(/\r\n/g, '\n').trim() ?? '';
  const texts: TextToCheck[] = [];
  if (html !== null && html.text !== '') {
    const hidden = html.hidden?.map(({ start, end }) => ({
      start: start + head.length,
      end: end + head.length,
    }));
    texts.push({ id: name, text: head + html.text, ...facts, ...(hidden && { hidden }) });
  }
  if (texts.length === 0 && head + plain !== '')
    texts.push({ id: name, text: (head + plain).trim(), ...facts });
  else if (plain !== '' && !saysNothingElse(plain, html?.text ?? ''))
    texts.push({ id: `${name} (plain part)`, text: plain, ...facts });
  const attachments = mail.attachments.filter(isFile).map((one, at) => ({
    name: one.filename ?? `attachment-${at + 1}`,
    bytes: bytesOf(one),
  }));
  return { texts, attachments, facts };
}

async function parsedMail(name: string, bytes: Uint8Array) {
  try {
    return await PostalMime.parse(bytes, { maxNestingDepth: 30, attachmentEncoding: 'arraybuffer' });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new InputError(`${name} cannot be read as e-mail: ${error.message}`, {
      hint: 'Save the message anew as .eml.',
      cause: error,
    });
  }
}

function addressOf(address: Address | undefined): string {
  if (address === undefined) return '';
  return address.address ?? address.name;
}

/** Pictures of a page are no texts. */
function isFile({ mimeType }: Attachment): boolean {
  return !/^(?:image|audio|video|font)\//.test(mimeType);
}

function bytesOf({ content }: Attachment): Uint8Array {
  if (typeof content === 'string') return Buffer.from(content, 'base64');
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}

/** Whether every word of `plain` is in `html`, whatever stands between them. */
function saysNothingElse(plain: string, html: string): boolean {
  const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}%]+/gu) ?? [];
  const shown = new Set(words(html));
  return words(plain.replace(/https?:\S+/g, '')).every((word) => shown.has(word));
}
