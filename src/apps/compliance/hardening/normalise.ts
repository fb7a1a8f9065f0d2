/**
 * A text as rules' phrases are compared with it: in plain letters (NFKC: Chinese `，：（` become `,:(` too), quotes and hyphens of one kind, simplified
 * Chinese, one blank between words and none between Chinese letters, nothing unseen, no letters of other scripts inside of Latin words.
 * Case and line breaks stay.
 */

import type { Manipulation } from '../check/verdict.ts';
import { plainCharacters } from './characters.ts';
import { withoutEntities } from './entities.ts';
import { MappedText } from './mapped-text.ts';
import { joinedLetters } from './spacing.ts';
import { withoutTags } from './tags.ts';
import { latinWords } from './words.ts';

/** `found` gets what was hidden or disguised. */
export function normalised(original: string | MappedText, found: Manipulation[] = []): MappedText {
  const given = typeof original === 'string' ? MappedText.of(original) : original;
  const plain = plainCharacters(withoutTags(withoutEntities(given)), found);
  return joinedLetters(latinWords(plain, found), found);
}
