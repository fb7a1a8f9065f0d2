/** The paper's modules (v5, Table 3), and which of them a source belongs to. */

import { sources } from '../sources/index.ts';
import type { Module } from '../sources/source.ts';

/** Share of the paper's 60,091 entries. */
export const paperShares: Readonly<Record<Module, number>> = {
  'advanced business': 15_028 / 60_091,
  'basic business': 30_836 / 60_091,
  professional: 14_075 / 60_091,
  code: 152 / 60_091,
};

/** FinSim's mirrors of the paper's benchmarks. */
const generated: Readonly<Record<string, Module>> = {
  'finsim-finqa': 'advanced business',
  'finsim-convfinqa': 'advanced business',
  'finsim-tfns': 'advanced business',
  'finsim-ant': 'basic business',
  'finsim-instruct': 'professional',
};

/** Null for a source that the paper does not have. */
export function moduleOf(source: string): Module | null {
  return generated[source] ?? sources.find(({ id }) => id === source)?.module ?? null;
}
