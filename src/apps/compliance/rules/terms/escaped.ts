/** A letter as a regular expression that fits it alone. */
export function escaped(letter: string): string {
  return letter.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
