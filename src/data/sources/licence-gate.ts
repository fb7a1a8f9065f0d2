/** Data sets under a licence that is not open are fetched and used only by someone who has read it and says so. */

import { InputError } from '../../core/errors.ts';
import type { Source } from './source.ts';

const open = /^(mit|apache-2\.0|cc-by(-sa)?-[34]\.0|cc0-1\.0|cdla-permissive-[12]\.0|bsd-[23]-clause)$/i;

/** Non-commercial, unknown and any other licence that is not known to be open. */
export function needsAcceptance(licence: string): boolean {
  return !open.test(licence);
}

/** @throws InputError naming each source whose licence has to be accepted by name and was not. */
export function requireAccepted(sources: readonly Source[], accepted: readonly string[]): void {
  const names = accepted.map((name) => name.toLowerCase());
  const missing = sources.filter(
    ({ licence }) => needsAcceptance(licence) && !names.includes(licence.toLowerCase()),
  );
  if (missing.length === 0) return;
  throw new InputError(
    `These need their licence to be accepted: ${missing.map(({ id, licence }) => `${id} (${licence})`).join(', ')}`,
    {
      code: 'licence',
      hint: `Read it, and where it allows your use add ${[...new Set(missing.map(({ licence }) => `--accept-licence "${licence}"`))].join(' ')}.`,
    },
  );
}
