/** The beginning of a text, for lists: the whole stands in the detail. */

export const EXCERPT = 400;

export function excerpt(text: string): string {
  if (text.length <= EXCERPT) return text;
  const end = text.charCodeAt(EXCERPT - 1);
  const isHalf = end >= 0xd800 && end < 0xdc00;
  return `${text.slice(0, isHalf ? EXCERPT - 1 : EXCERPT)}…`;
}
