/** The licence that a model's card states. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isThere } from '../../core/file-errors.ts';

/** The card begins with a block of YAML; of `other` licences it also states the name. */
export function licenceOf(directory: string): string | null {
  const card = join(directory, 'README.md');
  const front = isThere(card) ? (/^---\n([\s\S]*?)\n---/.exec(readFileSync(card, 'utf8'))?.[1] ?? '') : '';
  const field = (name: string): string | undefined =>
    new RegExp(`^${name}:\\s*["']?([^"'\\n]+)`, 'm').exec(front)?.[1]?.trim();
  const licence = field('license');
  return licence === 'other' ? (field('license_name') ?? licence) : (licence ?? null);
}
