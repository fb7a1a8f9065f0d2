/** The six families of FinSim, in the order in which tables print them. */

import { InputError } from '../../core/errors.ts';
import { ant } from './ant.ts';
import { compliance } from './compliance.ts';
import { convfinqa } from './convfinqa.ts';
import type { Family, Kind } from './family.ts';
import { finqa } from './finqa.ts';
import { instruct } from './instruct.ts';
import { tfns } from './tfns.ts';

export const families: readonly Family[] = [finqa, convfinqa, tfns, ant, instruct, compliance];

/** Names of the benchmarks; a question's `source` is one of them. */
export const finsimBenchmarks: readonly string[] = families.map((family) => family.benchmark);

/** The family of a benchmark; throws InputError for an unknown name. */
export function familyOf(benchmark: string): Family {
  const family = families.find((candidate) => candidate.benchmark === benchmark);
  if (family !== undefined) return family;
  throw new InputError(`FinSim has no benchmark "${benchmark}"`, {
    hint: `Use one of ${finsimBenchmarks.join(', ')}.`,
  });
}

/** The kind of a family by name; throws InputError for an unknown name. */
export function kindOf(family: Family, name: string): Kind {
  const kind = family.kinds[name];
  if (kind !== undefined) return kind;
  throw new InputError(`FinSim: ${family.benchmark} has no kind "${name}"`, {
    hint: `Its kinds are ${Object.keys(family.kinds).join(', ')}.`,
  });
}
