/** What was seen of a PDF's pages, told to its reader. */

import { counted } from '../part.ts';

export interface SeenPages {
  pages: number;
  read: number;
  /** By number: nothing but pictures. */
  empty: number[];
  /** Fonts that give their letters no meaning. */
  unreadable: number[];
  damaged: number[];
  /** Character maps that were asked for in vain. */
  missing: string[];
}

const LISTED = 10;

export function notesOn({ pages, read, empty, unreadable, damaged, missing }: SeenPages): string[] {
  const of = `of ${counted(pages, 'page')}`;
  const note = (numbers: readonly number[], one: string, many: string, what: string): string[] =>
    numbers.length === 0
      ? []
      : [
          `${numbers.length} ${of} ${numbers.length === 1 ? one : many} ${what.replace('*', listed(numbers))}`,
        ];
  return [
    ...(read < pages ? [`Only the first ${read} ${of} were read.`] : []),
    ...note(empty, 'holds', 'hold', 'no text (*): scanned pages are not read.'),
    ...note(unreadable, 'has', 'have', 'fonts that do not say their letters (*): left out.'),
    ...note(damaged, 'is', 'are', 'damaged (*): left out.'),
    ...missing.map((map) => `Letters in fonts with the character map ${map} are left out.`),
  ];
}

/** Why there is no text at all. */
export function whyNone({ pages, unreadable, damaged, missing }: SeenPages): string {
  if (missing.length > 0)
    return `holds no text that can be read: its fonts need the character map ${missing.join(', ')}.`;
  if (unreadable.length > 0) return 'holds no text that can be read: its fonts do not say their letters.';
  if (damaged.length > 0) return 'is damaged: none of its pages can be read.';
  return `holds no text: its ${pages === 1 ? '1 page is a picture' : `${counted(pages, 'page')} are pictures`}.`;
}

function listed(numbers: readonly number[]): string {
  return `p. ${numbers.slice(0, LISTED).join(', ')}${numbers.length > LISTED ? ', …' : ''}`;
}
