/** Whether the licences of a recipe's sources, and of one's own files, were accepted where they must be. */

import { requireAccepted, requireKnownLicences, sources } from '../data/index.ts';
import { ownSource } from './schema.ts';
import type { DataChoice, SourceChoice } from './schema.ts';

export interface ChosenSources {
  data?: Pick<DataChoice, 'sources' | 'decontaminate'> | undefined;
  evaluate?: { sources: readonly SourceChoice[] } | undefined;
}

/** What a choice reads, and under which licence; null where its rows say that themselves. */
function licensed({ source, file, columns }: SourceChoice): { id: string; licence: string } | null {
  if (source === ownSource) return { id: `${source} (${file})`, licence: columns?.licence ?? 'own' };
  return sources.find(({ id }) => id === source) ?? null;
}

/** @throws InputError naming the source, its licence and the flag. */
export function requireLicences({ data, evaluate }: ChosenSources, accepted: readonly string[]): void {
  const choices = [
    ...(data?.sources ?? []),
    ...(data?.decontaminate?.against ?? []),
    ...(evaluate?.sources ?? []),
  ].flatMap((choice) => licensed(choice) ?? []);
  requireKnownLicences(
    accepted,
    [...sources, ...choices].map(({ licence }) => licence),
  );
  requireAccepted(choices, accepted);
}
