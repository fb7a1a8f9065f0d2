/**
 * Word files: body, headers, footers, notes and comments, paragraph by paragraph. Hidden runs are kept and marked; deleted ones (tracked
 * changes) are not part of the text. Read through the bounded archive reader of `documents`, so that no file unpacks without end.
 */

import { InputError } from '../../../core/errors.ts';
import { walkXml } from '../../../documents/xlsx/xml.ts';
import { Zip } from '../../../documents/xlsx/zip.ts';
import type { TextToCheck } from '../check/verdict.ts';

const MAIN = 'word/document.xml';
const OTHERS = /^word\/(?:header|footer|footnotes|endnotes|comments)\d*\.xml$/;
const LONGEST = 2_000_000;
/** In half points: nobody reads letters of one point. */
const TINY = 4;

export function docxText(name: string, bytes: Uint8Array): Pick<TextToCheck, 'text' | 'hidden'> {
  const zip = new Zip(name, bytes);
  if (!zip.paths.includes(MAIN)) {
    throw new InputError(`${name} is an archive, and no Word file`, {
      hint: 'Read are .docx files; save workbooks as CSV, and unpack archives.',
    });
  }
  const reader = new WordReader();
  for (const path of [MAIN, ...zip.paths.filter((one) => OTHERS.test(one)).sort()]) {
    const part = zip.read(path);
    if (part === null) continue;
    walkXml(name, part, {
      open: (tag, attributes) => reader.open(tag, attributes),
      close: (tag) => reader.close(tag),
      text: (text) => reader.write(text),
      isDone: () => reader.isFull,
    });
    reader.part();
  }
  return reader.end(name);
}

class WordReader {
  readonly #hidden: { start: number; end: number }[] = [];
  #text = '';
  #inText = false;
  #deleted = 0;
  /** Properties of the run that is being read; those of a paragraph's mark are nobody's. */
  #isRunHidden = false;
  #inRun = false;

  get isFull(): boolean {
    return this.#text.length > LONGEST;
  }

  open(tag: string, attributes: Readonly<Record<string, string>>): void {
    const value = attributes['w:val'] ?? '';
    if (tag === 'r') [this.#inRun, this.#isRunHidden] = [true, false];
    else if (tag === 't') this.#inText = true;
    else if (tag === 'del' || tag === 'moveFrom') this.#deleted++;
    else if (tag === 'tab') this.#add('\t');
    else if (tag === 'br' || tag === 'cr') this.#add('\n');
    else if (tag === 'noBreakHyphen') this.#add('-');
    else if (tag === 'sym') this.#add(' ');
    else if (this.#inRun && hides(tag, value)) this.#isRunHidden = true;
  }

  close(tag: string): void {
    if (tag === 't') this.#inText = false;
    else if (tag === 'r') this.#inRun = false;
    else if (tag === 'del' || tag === 'moveFrom') this.#deleted--;
    else if (tag === 'p' || tag === 'tr') this.#text = `${this.#text.replace(/[ \t]+$/, '')}\n`;
    else if (tag === 'tc') this.#text = `${this.#text.replace(/\n+$/, '')} | `;
  }

  write(text: string): void {
    if (this.#inText) this.#add(text);
  }

  part(): void {
    this.#text = `${this.#text.trimEnd()}\n\n`;
  }

  end(name: string): Pick<TextToCheck, 'text' | 'hidden'> {
    const text = this.#text.trimEnd();
    if (text.trim() === '') {
      throw new InputError(`${name} holds no text`, {
        hint: 'Check that it is the right file; pictures are not read.',
      });
    }
    return { text, ...(this.#hidden.length > 0 && { hidden: this.#hidden }) };
  }

  #add(text: string): void {
    // A tab stop of a paragraph's properties is no tab.
    if (this.#deleted > 0 || !this.#inRun) return;
    const start = this.#text.length;
    this.#text += text;
    if (!this.#isRunHidden) return;
    const last = this.#hidden.at(-1);
    if (last?.end === start) last.end = this.#text.length;
    else this.#hidden.push({ start, end: this.#text.length });
  }
}

function hides(tag: string, value: string): boolean {
  if (tag === 'vanish' || tag === 'webHidden') return !['0', 'false', 'off'].includes(value);
  if (tag === 'color') return /^f{6}$/i.test(value);
  return tag === 'sz' && Number(value) > 0 && Number(value) < TINY;
}
