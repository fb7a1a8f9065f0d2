/** A count with its noun, in singular or plural. */

/** `1 question`, `1,234 questions`; `many` where the plural is not made with an s. */
export function countOf(count: number, one: string, many?: string): string {
  return `${count.toLocaleString('en-US')} ${wordFor(count, one, many)}`;
}

/** The word alone: `is` or `are`. */
export function wordFor(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? one : many;
}
