/** Sentences of a text by place. Points inside of numbers, and abbreviations without a blank behind them, end none. */

export interface Span {
  start: number;
  end: number;
}

const END = /[。！？!?]+["”’)）]*|\.(?=\s|$)["”’)]*|\n+/g;

/** They cover the whole text; blanks behind a sentence belong to it. */
export function sentencesOf(text: string): Span[] {
  const found: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length;
    if (text.slice(start, end).trim() === '') continue;
    const blanks = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
    found.push({ start, end: end + blanks });
    start = end + blanks;
  }
  if (start < text.length) found.push({ start, end: text.length });
  return found;
}
