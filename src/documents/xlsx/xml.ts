/** Walks through a part of a workbook, element by element, without building it; names come without their prefix. */

import { Parser } from 'htmlparser2';
import { refusal } from '../refusal.ts';

export interface XmlHandler {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
  /** Asked between chunks: whether the rest need not be read. */
  isDone?(): boolean;
}

const CHUNK = 2 ** 18;
/** Parts of workbooks nest less than twenty deep. */
const DEEPEST = 1_000;

export function walkXml(name: string, bytes: Buffer, handler: XmlHandler): void {
  let depth = 0;
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        if (++depth > DEEPEST)
          throw refusal(name, 'is no workbook: its parts nest too deep.', 'Save it again.');
        handler.open?.(localName(tag), attributes);
      },
      onclosetag(tag) {
        depth--;
        handler.close?.(localName(tag));
      },
      ontext: (text) => handler.text?.(text),
    },
    { xmlMode: true },
  );
  const decoder = new TextDecoder(encodingOf(bytes));
  for (let at = 0; at < bytes.length && handler.isDone?.() !== true; at += CHUNK) {
    parser.write(decoder.decode(bytes.subarray(at, at + CHUNK), { stream: true }));
  }
  if (handler.isDone?.() !== true) parser.end();
}

export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function encodingOf(bytes: Buffer): string {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
}
