/** Passages that tell the checker what to do: where they stand, narrowly and broadly. */

import { blocks, phrases } from './instruction-phrases.ts';
import type { Span } from './mapped-text.ts';

export interface Instructions {
  /** From their first word to the end of the clause, with brackets that hold nothing else: what stands before may be a breach. */
  clauses: Span[];
  /** Whole sentences, and in a paragraph all from the first such sentence to the last. */
  passages: Span[];
}

const CLAUSE_END = /[,;:()[\]{}—–|\n.!?。、]/;
const SENTENCE_END = /[.!?。\n]/;
/** A sentence that only belongs to an instruction: the quote or the reason that it wants to be given. */
const CONTINUES =
  /^[\s"'*-]*(?:the )?(?:quote|reason|decision|verdict|justification|suggestion|引用|理由|原因|结论|依据)[^\n.!?。]*[.!?。]?/iu;

export function instructionsIn(text: string): Instructions {
  const found: Span[] = [];
  for (const pattern of [phrases, ...blocks]) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index + (/^\s*/.exec(match[0])?.[0].length ?? 0);
      found.push({ start, end: match.index + match[0].length });
    }
  }
  found.sort((a, b) => a.start - b.start || a.end - b.end);
  const clauses = merged(found.map((span) => inBrackets(text, toEnd(text, span, CLAUSE_END))));
  const sentences = found.map((span) => toEnd(text, fromBegin(text, span), SENTENCE_END));
  return { clauses, passages: joined(text, merged(sentences)) };
}

function fromBegin(text: string, { start, end }: Span): Span {
  let from = start;
  while (from > 0 && !SENTENCE_END.test(text[from - 1] ?? '')) from--;
  while (/\s/.test(text[from] ?? '')) from++;
  return { start: from, end };
}

/** The mark that ends it goes too; a line break stays. */
function toEnd(text: string, { start, end }: Span, border: RegExp): Span {
  let to = end;
  while (to < text.length && !border.test(text[to] ?? '')) to++;
  return { start, end: /[.!?。,;:]/.test(text[to] ?? '') ? to + 1 : to };
}

function inBrackets(text: string, { start, end }: Span): Span {
  const open = text.slice(0, start).trimEnd().length - 1;
  const close = end + (/^\s*/.exec(text.slice(end, end + 100))?.[0].length ?? 0);
  const pair = `${text[open] ?? ''}${text[close] ?? ''}`;
  return ['()', '[]', '{}', '【】', '《》'].includes(pair) ? { start: open, end: close + 1 } : { start, end };
}

function merged(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else all.push({ ...span });
  }
  return all;
}

/** What stands between two instructions of a paragraph is part of them. */
function joined(text: string, sentences: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const { start, end } of sentences) {
    const next = { start, end: end + (CONTINUES.exec(text.slice(end, end + 500))?.[0].length ?? 0) };
    const last = all.at(-1);
    if (last !== undefined && !text.slice(last.end, start).includes('\n\n'))
      last.end = Math.max(last.end, next.end);
    else all.push(next);
  }
  return all;
}
