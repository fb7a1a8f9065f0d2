/** The data sets that can be read, by id. */

import { InputError } from '../../core/errors.ts';
import { antFinance } from './ant-finance.ts';
import { convfinqa } from './convfinqa.ts';
import { financebench } from './financebench.ts';
import { financereasoning } from './financereasoning.ts';
import { financeInstruct } from './finance-instruct.ts';
import { financeqt } from './financeqt.ts';
import { financeiq } from './financeiq.ts';
import { fincorpus } from './fincorpus.ts';
import { fincuge } from './fincuge/fincuge.ts';
import { fineval } from './fineval.ts';
import { finova } from './finova.ts';
import { finpee } from './finpee.ts';
import { finqa } from './finqa.ts';
import type { Source } from './source.ts';
import { tatqa } from './tat-qa.ts';
import { tfns } from './tfns.ts';

/** The paper's ten first, then others. */
export const sources: readonly Source[] = [
  finqa,
  convfinqa,
  tfns,
  fincuge,
  antFinance,
  fincorpus,
  financeiq,
  financeInstruct,
  finpee,
  financeqt,
  tatqa,
  fineval,
  finova,
  financebench,
  financereasoning,
];

/** The source called `id`. Throws `InputError` naming the known ones. */
export function findSource(id: string): Source {
  const source = sources.find((candidate) => candidate.id === id);
  if (source) return source;
  throw new InputError(`There is no data source "${id}".`, {
    code: 'unknown-source',
    hint: `Known sources: ${sources.map((known) => known.id).join(', ')}.`,
  });
}
