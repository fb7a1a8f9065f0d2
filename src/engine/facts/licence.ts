/** The licence of a model: what its card states, or for the base of a run what was recorded when it was taken (`origin.json`). */

import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { isThere } from '../../core/file-errors.ts';
import { readText } from '../../core/read-text.ts';

const cardSchema = z.looseObject({
  license: z.union([z.string(), z.array(z.string())]).optional(),
  license_name: z.string().optional(),
});

const originSchema = z.looseObject({ licence: z.string().nullable() });

/** From the block of YAML that a card begins with; `other` licences by their name. Null where it names none, or is no YAML. */
export function licenceOfCard(card: string): string | null {
  const [, front] = /^---\r?\n([\s\S]*?)\r?\n---/.exec(card) ?? [];
  if (front === undefined) return null;
  const document = parseDocument(front);
  const parsed = document.errors.length > 0 ? null : cardSchema.safeParse(document.toJS());
  if (!parsed?.success) return null;
  const { license, license_name: name } = parsed.data;
  const licences = [license ?? []].flat();
  const shown = licences.map((one) => (one === 'other' && name !== undefined ? name : one));
  return shown.length === 0 ? null : shown.join(', ');
}

export function licenceOf(directory: string): string | null {
  const card = join(directory, 'README.md');
  if (isThere(card)) return licenceOfCard(readText(card));
  const origin = join(directory, 'origin.json');
  return isThere(origin) ? originSchema.parse(JSON.parse(readText(origin))).licence : null;
}
