/** Suites by name, and the injections, measured with one checker. */

import type { Checker } from '../check/checker.ts';
import { samplePairs } from './answer-suite.ts';
import { findSuite, ownSuiteNames } from './find-suite.ts';
import { readInjections, tryInjections, type TriedInjection } from './injections.ts';
import { measureSuite, type MeasuredSuite } from './measured-suite.ts';
import { publicSuiteNames } from './public-suites.ts';
import { injectionsText, suiteText, countingNote } from './suite-text.ts';

export interface MeasureSuitesOptions {
  /** Names or files; empty: all that come with the package, and the held-out benchmark rows where `dataDir` is given. */
  names: readonly string[];
  dataDir: string | undefined;
  /** Rows a suite, at most: a seeded sample of whole pairs, and the first injections. */
  limit: number | undefined;
  seed: number;
  /** Texts that are checked at the same time; default 1. */
  concurrency?: number;
  bookOf: (rule: string) => string;
  signal?: AbortSignal;
  onProgress?: (suite: string, done: number, total: number) => void;
}

export interface MeasuredSuites {
  suites: MeasuredSuite[];
  /** Null where they were not asked for. */
  injections: TriedInjection[] | null;
}

export async function measureSuites(
  checker: Checker,
  options: MeasureSuitesOptions,
): Promise<MeasuredSuites> {
  const { dataDir, limit, seed, concurrency, bookOf, signal, onProgress } = options;
  const benchmarks = dataDir === undefined ? [] : publicSuiteNames.filter((name) => !name.endsWith('-seen'));
  const names = options.names.length > 0 ? options.names : [...ownSuiteNames, 'injections', ...benchmarks];
  // All are read before the first is checked, so that a misspelt name costs no hour of a model.
  const suites = await Promise.all(
    names.flatMap((name) => (name === 'injections' ? [] : [findSuite(name, dataDir)])),
  );
  const measured: MeasuredSuite[] = [];
  for (const suite of suites) {
    const rows = limit === undefined ? suite.rows : samplePairs(suite.rows, limit, seed);
    const onDone = (done: number): void => onProgress?.(suite.name, done, rows.length);
    const watch = { signal, onDone, concurrency };
    measured.push(await measureSuite({ ...suite, rows }, checker, { seed, bookOf, ...watch }));
  }
  if (!names.includes('injections')) return { suites: measured, injections: null };
  const injections = readInjections().slice(0, limit);
  const onDone = (done: number): void => onProgress?.('injections', done, injections.length);
  return {
    suites: measured,
    injections: await tryInjections(injections, checker, { signal, onDone, concurrency }),
  };
}

export function measuredText({ suites, injections }: MeasuredSuites): string {
  return [
    ...suites.map(suiteText),
    ...(injections === null ? [] : [injectionsText(injections)]),
    ...(suites.length === 0 ? [] : [countingNote]),
  ].join('\n\n\n');
}
