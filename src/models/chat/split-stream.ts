/**
 * Thinking and answer of a text while it is being written. What is told as answer never turns out to have been thinking: a text whose
 * beginning may still be a tag is held back.
 *
 * Whole texts are split by `splitThinking`; this gives the same for every text with one thought, in front or opened by the prompt, and
 * takes the tags of Fin-R1's `<answer>` away as well.
 */

import { overlap } from './stop-texts.ts';

export interface SplitPart {
  reasoning: string;
  content: string;
}

/** Of a text that is whole. */
export function splitAnswer(text: string): SplitPart {
  const split = new SplitStream();
  const first = split.push(text);
  const last = split.end();
  return { reasoning: first.reasoning + last.reasoning, content: first.content + last.content };
}

const TAGS = ['<think>', '</think>', '<answer>', '</answer>'] as const;

export class SplitStream {
  #isThinking = false;
  #held = '';
  /** White space between the parts belongs to neither. */
  #space = '';
  #hasContent = false;
  #hasReasoning = false;

  push(text: string): SplitPart {
    return this.#read(this.#held + text, false);
  }

  end(): SplitPart {
    return this.#read(this.#held, true);
  }

  #read(text: string, isEnd: boolean): SplitPart {
    const part: SplitPart = { reasoning: '', content: '' };
    let rest = text;
    for (;;) {
      const found = TAGS.map((tag) => ({ tag, at: rest.indexOf(tag) })).filter(({ at }) => at >= 0);
      if (found.length === 0) break;
      const { tag, at } = found.reduce((first, other) => (other.at < first.at ? other : first));
      this.#tell(part, rest.slice(0, at));
      rest = rest.slice(at + tag.length);
      this.#space = '';
      if (tag === '<think>') this.#isThinking = true;
      if (tag === '</think>') this.#isThinking = false;
    }
    const keep = isEnd ? 0 : Math.max(0, ...TAGS.map((tag) => overlap(rest, tag)));
    this.#held = rest.slice(rest.length - keep);
    this.#tell(part, rest.slice(0, rest.length - keep));
    return part;
  }

  /** White space is told once something follows it in the same part. */
  #tell(part: SplitPart, text: string): void {
    const isBegun = this.#isThinking ? this.#hasReasoning : this.#hasContent;
    const all = isBegun ? this.#space + text : (this.#space + text).trimStart();
    const told = all.trimEnd();
    this.#space = isBegun || told !== '' ? all.slice(told.length) : '';
    if (told === '') return;
    if (this.#isThinking) {
      part.reasoning += told;
      this.#hasReasoning = true;
    } else {
      part.content += told;
      this.#hasContent = true;
    }
  }
}
