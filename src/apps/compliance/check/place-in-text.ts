/** Where a passage stands, for people: line and column from 1, and the line it is in. */

export interface Place {
  line: number;
  /** In letters as people count them, from 1. */
  column: number;
  /** Of the line: what stands before and after the passage, cut; line breaks of the passage are blanks. */
  before: string;
  passage: string;
  after: string;
}

export function placeInText(text: string, start: number, end: number, around: number): Place {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const lineEnd = next < 0 ? text.length : next;
  const line = text.slice(0, start).split('\n').length;
  const before = Array.from(text.slice(lineStart, start));
  const after = Array.from(text.slice(end, lineEnd));
  return {
    line,
    column: before.length + 1,
    before: `${before.length > around ? '…' : ''}${before.slice(-around).join('')}`.trimStart(),
    passage: text.slice(start, end).replace(/\s+/g, ' '),
    after: `${after.slice(0, around).join('')}${after.length > around ? '…' : ''}`.trimEnd(),
  };
}
