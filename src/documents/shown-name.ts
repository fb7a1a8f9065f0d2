/** The name of a file without its folders, short and printable, as ids and messages say it. */

import { basename } from 'node:path';

const LONGEST = 100;
const END = 20;

export function shownName(name: string): string {
  const plain = basename(name.replaceAll('\\', '/'))
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  const letters = Array.from(plain === '' ? 'file' : plain);
  if (letters.length <= LONGEST) return letters.join('');
  return [...letters.slice(0, LONGEST - END - 1), '…', ...letters.slice(-END)].join('');
}
