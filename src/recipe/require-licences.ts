/** Whether the licences of a recipe's sources were accepted where they must be. */

import { InputError } from '../core/errors.ts';
import { findSource, needsAcceptance, requireAccepted, sources } from '../data/index.ts';
import type { DataChoice, SourceChoice } from './schema.ts';

export interface ChosenSources {
  data?: Pick<DataChoice, 'sources' | 'decontaminate'> | undefined;
  evaluate?: { sources: readonly SourceChoice[] } | undefined;
}

/** @throws InputError naming the source, its licence and the flag. */
export function requireLicences({ data, evaluate }: ChosenSources, accepted: readonly string[]): void {
  const choices = [
    ...(data?.sources ?? []),
    ...(data?.decontaminate?.against ?? []),
    ...(evaluate?.sources ?? []),
  ];
  const unknown = accepted.find(
    (name) => !sources.some(({ licence }) => licence.toLowerCase() === name.toLowerCase()),
  );
  if (unknown !== undefined) {
    throw new InputError(`--accept-licence ${unknown}: no source has this licence`, {
      code: 'licence',
      hint: `Licences to be accepted: ${[...new Set(sources.map(({ licence }) => licence))].filter(needsAcceptance).join(', ')}.`,
    });
  }
  const stored = new Set(
    choices.map(({ source }) => source).filter((id) => sources.some((known) => known.id === id)),
  );
  requireAccepted([...stored].map(findSource), accepted);
}
