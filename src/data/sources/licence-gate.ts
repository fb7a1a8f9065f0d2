/**
 * The licence gate: data under a licence that allows any use is read at once, all other data only once its licence was accepted by name.
 *
 * Non-commercial licences and releases without a licence are among the others: whether they may be used is for a person to decide, and
 * the name on the command line says that somebody did.
 */

import { InputError } from '../../core/errors.ts';
import type { Source } from './source.ts';

/** SPDX names without version where every version allows any use. */
const openLicences: readonly string[] = [
  ...['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'Unlicense'],
  ...['CC0-1.0', 'PDDL-1.0', 'CC-BY-3.0', 'CC-BY-4.0', 'CC-BY-SA-3.0', 'CC-BY-SA-4.0'],
  ...['ODC-By-1.0', 'CDLA-Permissive-1.0', 'CDLA-Permissive-2.0'],
];

/** `cc by 4.0` and `CC-BY-4.0` are the same. */
function normal(licence: string): string {
  return licence
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
}

/** `own` is what the column map of one's own file says by default. */
const known = new Set([...openLicences, 'own'].map(normal));

/** True where use is limited, or nobody knows. */
export function needsAcceptance(licence: string): boolean {
  return !known.has(normal(licence));
}

/** @throws InputError for the first name that is none of `licences`: a misspelt one would say that somebody had looked. */
export function requireKnownLicences(accepted: readonly string[], licences: readonly string[]): void {
  const names = new Set(licences.map(normal));
  const unknown = accepted.find((name) => !names.has(normal(name)));
  if (unknown === undefined) return;
  throw new InputError(`--accept-licence ${unknown}: no source has this licence`, {
    code: 'licence',
    hint: `Licences to be accepted: ${[...new Set(licences)].filter(needsAcceptance).join(', ')}.`,
  });
}

/** @throws InputError for the first source whose licence is neither open nor among `accepted`. */
export function requireAccepted(
  sources: readonly Pick<Source, 'id' | 'licence'>[],
  accepted: readonly string[],
): void {
  const names = new Set(accepted.map(normal));
  for (const { id, licence } of sources) {
    if (!needsAcceptance(licence) || names.has(normal(licence))) continue;
    const what =
      normal(licence) === 'unknown'
        ? 'was released without a licence'
        : `has the licence ${licence}, which limits its use`;
    throw new InputError(`The source ${id} ${what}; it is only read once that was accepted.`, {
      code: 'licence',
      hint: `Where your use is allowed, add --accept-licence ${quotedForShell(licence)}; else leave ${id} out.`,
    });
  }
}

function quotedForShell(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `'${name}'`;
}
