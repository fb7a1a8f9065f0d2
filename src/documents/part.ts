/** What readers find in a file, in its order; `assemble.ts` makes documents of it. */

/** A paragraph, or what stands on a page. */
export interface TextPart {
  text: string;
  /** From 1, where the file has pages. */
  page?: number;
}

export interface TablePart {
  rows: string[][];
  caption?: string;
  /** For its id: `Income!A3:F20`. */
  place?: string;
  /** Its lines are among the texts too. */
  isRepeated?: boolean;
}

export type Part = TextPart | TablePart;

export interface Parts {
  parts: Part[];
  notes: string[];
}

/** The same text on one line. */
export function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** `1 row`, `2,000 rows`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
