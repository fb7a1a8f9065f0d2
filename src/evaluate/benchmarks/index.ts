/** The benchmarks, by id. */

import { InputError } from '../../core/errors.ts';
import { nearest } from '../../core/nearest.ts';
import { antFinance } from './ant-finance.ts';
import type { Benchmark } from './benchmark.ts';
import { convfinqa } from './convfinqa.ts';
import { finEvaSafety } from './fin-eva-safety.ts';
import { financeInstruct } from './finance-instruct.ts';
import { financebench } from './financebench.ts';
import { financeiq } from './financeiq.ts';
import { financeReasoning } from './financereasoning.ts';
import { fineval } from './fineval.ts';
import { finovaCompliance } from './finova-compliance.ts';
import { finqa } from './finqa.ts';
import { tatqa } from './tat-qa.ts';
import { tfns } from './tfns.ts';

/** The paper's five first, then others. */
export const benchmarks: readonly Benchmark[] = [
  finqa,
  convfinqa,
  antFinance,
  tfns,
  financeInstruct,
  financeiq,
  fineval,
  finovaCompliance,
  finEvaSafety,
  tatqa,
  financebench,
  financeReasoning,
];

/** The benchmark called `id`. @throws InputError that names the nearest one. */
export function findBenchmark(id: string): Benchmark {
  const benchmark = benchmarks.find((candidate) => candidate.id === id);
  if (benchmark !== undefined) return benchmark;
  const ids = benchmarks.map((known) => known.id);
  const near = nearest(id, ids);
  throw new InputError(`There is no benchmark "${id}".`, {
    code: 'unknown-benchmark',
    hint: `${near === undefined ? '' : `Did you mean ${near}? `}Benchmarks: ${ids.join(', ')}.`,
  });
}

/** The benchmark that a row's name means, which may name another split: `finqa@dev`; null for one that no file states. */
export function findBenchmarkOf(name: string): Benchmark | null {
  const base = name.replace(/@[a-z]+$/, '');
  return benchmarks.find(({ id }) => id === base) ?? null;
}
