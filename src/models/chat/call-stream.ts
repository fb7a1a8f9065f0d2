/**
 * Text of a model while it is written, with the calls in it told apart. Inside of a thought nothing is a call, and what turns out to be
 * none (cut off, no JSON, no such tool) stays the text that it is.
 */

import { randomUUID } from 'node:crypto';
import type { CallPiece } from './chat-model.ts';
import { overlap } from './stop-texts.ts';
import { CALL_END, CALL_TAG } from './tool-style.ts';
import { WrittenCall } from './written-call.ts';
import type { ReadCall } from './written-call.ts';

export type WrittenPart = { text: string } | { call: CallPiece };

export interface CallStreamOptions {
  /** Whether it is a call that the request allows. */
  allows: (call: ReadCall) => boolean;
  /** More calls than this stay text. */
  most: number;
  /**
   * What begins a call that the engine holds to its form, so that it is told before it is whole: the tag, or '' for JSON alone. Null: calls
   * are held to nothing.
   */
  held: string | null;
}

const [OPEN, CLOSE] = ['<think>', '</think>'];
/** Llama's models write it in front of some calls. */
const PYTHON_TAG = '<|python_tag|>';
const TAGS = [OPEN, CALL_TAG, PYTHON_TAG];

type Mode =
  | { kind: 'text'; isFresh: boolean }
  | { kind: 'thought' }
  | { kind: 'call'; opener: string; call: WrittenCall; told: number | null }
  | { kind: 'closing' };

export class CallStream {
  readonly #options: CallStreamOptions;
  #mode: Mode = { kind: 'text', isFresh: true };
  #held = '';
  #calls = 0;
  #parts: WrittenPart[] = [];

  constructor(options: CallStreamOptions) {
    this.#options = options;
  }

  push(text: string): WrittenPart[] {
    this.#held += text;
    return this.#read(false);
  }

  end(): WrittenPart[] {
    return this.#read(true);
  }

  #read(isEnd: boolean): WrittenPart[] {
    while (this.#step(isEnd));
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  /** False: more text is needed. */
  #step(isEnd: boolean): boolean {
    const mode = this.#mode;
    switch (mode.kind) {
      case 'text':
        return this.#readText(mode.isFresh, isEnd);
      case 'thought':
        return this.#readThought(isEnd);
      case 'call':
        return this.#readCall(mode, isEnd);
      case 'closing':
        return this.#readClosing(isEnd);
    }
  }

  #readText(isFresh: boolean, isEnd: boolean): boolean {
    const text = this.#held;
    const found = TAGS.map((tag) => ({ tag, at: text.indexOf(tag) })).filter(({ at }) => at >= 0);
    const first = found.reduce((one, other) => (other.at < one.at ? other : one), {
      tag: '',
      at: text.length,
    });
    const start = text.search(/\S/);
    if (isFresh && text[start] === '{' && start < first.at) {
      this.#tell(text.slice(0, start));
      this.#begin('', text.slice(start));
      return true;
    }
    if (first.tag !== '') {
      this.#tell(text.slice(0, first.at));
      const rest = text.slice(first.at + first.tag.length);
      if (first.tag === OPEN) {
        this.#tell(OPEN);
        this.#mode = { kind: 'thought' };
        this.#held = rest;
      } else this.#begin(first.tag, rest);
      return true;
    }
    const keep = isEnd ? 0 : Math.max(...TAGS.map((tag) => overlap(text, tag)));
    const told = text.slice(0, text.length - keep);
    this.#tell(told);
    this.#held = text.slice(told.length);
    this.#mode = { kind: 'text', isFresh: isFresh && told.trim() === '' };
    return false;
  }

  #readThought(isEnd: boolean): boolean {
    const text = this.#held;
    const at = text.indexOf(CLOSE);
    if (at >= 0) {
      this.#tell(text.slice(0, at + CLOSE.length));
      this.#held = text.slice(at + CLOSE.length);
      this.#mode = { kind: 'text', isFresh: true };
      return true;
    }
    const keep = isEnd ? 0 : overlap(text, CLOSE);
    this.#tell(text.slice(0, text.length - keep));
    this.#held = text.slice(text.length - keep);
    return false;
  }

  #begin(opener: string, rest: string): void {
    this.#mode = { kind: 'call', opener, call: new WrittenCall(), told: null };
    this.#held = rest;
  }

  #readCall(mode: Extract<Mode, { kind: 'call' }>, isEnd: boolean): boolean {
    const { call, opener } = mode;
    this.#held = call.push(this.#held);
    if (opener === this.#options.held) this.#tellAhead(mode);
    const isBegun = mode.told !== null;
    if (call.isWhole && !isBegun) {
      const read = call.read();
      if (read !== null && this.#calls < this.#options.most && this.#options.allows(read)) {
        const { name, arguments: text } = read;
        this.#parts.push({ call: { index: this.#calls++, begins: { id: newId(), name }, arguments: text } });
      } else return this.#isText(mode);
    }
    if (call.isWhole) {
      this.#mode = opener === CALL_TAG ? { kind: 'closing' } : { kind: 'text', isFresh: true };
      return true;
    }
    if (isBegun) {
      if (call.isBroken) this.#mode = { kind: 'text', isFresh: false };
      return call.isBroken;
    }
    const isNone = call.isBroken || isEnd || (opener === '' && !call.mayBeBare);
    return isNone && this.#isText(mode);
  }

  /** What was taken for a call is text; another may begin in it. */
  #isText({ opener, call }: Extract<Mode, { kind: 'call' }>): true {
    const all = opener + call.text + this.#held;
    const told = opener.length || 1;
    this.#tell(all.slice(0, told));
    this.#held = all.slice(told);
    this.#mode = { kind: 'text', isFresh: false };
    return true;
  }

  #tellAhead(mode: Extract<Mode, { kind: 'call' }>): void {
    const { call } = mode;
    const { header } = call;
    if (header === null) return;
    const end = call.isWhole ? call.text.trimEnd().length - 1 : call.text.length;
    if (mode.told === null) {
      const begins = { id: newId(), name: header.name };
      this.#parts.push({
        call: { index: this.#calls++, begins, arguments: call.text.slice(header.end, end) },
      });
    } else if (end > mode.told)
      this.#parts.push({ call: { index: this.#calls - 1, arguments: call.text.slice(mode.told, end) } });
    mode.told = Math.max(end, mode.told ?? 0);
  }

  /** The tag behind a call belongs to it; where it is missing, the call is one all the same. */
  #readClosing(isEnd: boolean): boolean {
    const rest = this.#held.trimStart();
    if (!isEnd && rest.length < CALL_END.length && CALL_END.startsWith(rest)) return false;
    if (rest.startsWith(CALL_END)) this.#held = rest.slice(CALL_END.length);
    this.#mode = { kind: 'text', isFresh: true };
    return this.#held !== '';
  }

  #tell(text: string): void {
    const last = this.#parts.at(-1);
    if (text === '') return;
    if (last !== undefined && 'text' in last) last.text += text;
    else this.#parts.push({ text });
  }
}

function newId(): string {
  return `call_${randomUUID().replaceAll('-', '').slice(0, 24)}`;
}
