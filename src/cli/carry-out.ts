/** Carries a recipe out for `run`, `quickstart` and `data build`: progress while it works, then tables and where things lie. */

import { join, relative } from 'node:path';
import { RunFolder } from '../core/run-folder.ts';
import { durationText, sizeText, stageTable } from '../evaluate/index.ts';
import {
  classLines,
  estimateData,
  estimateTable,
  findRecipe,
  forecastRun,
  forecastText,
  funnelTable,
  readRecipe,
  requireLicences,
  runRecipe,
} from '../recipe/index.ts';
import type { DataOptions, FinishedRun } from '../recipe/index.ts';
import { interruptible } from './interrupt.ts';
import { ProgressLines } from './progress.ts';

export interface CarryOutFlags {
  dataDir?: string;
  runsDir: string;
  name?: string;
  seed?: number;
  from?: string;
  restartChanged?: boolean;
  acceptLicence?: string[];
  budget?: number;
  batch?: boolean;
  cache?: string;
  shard?: { index: number; of: number };
  retry?: boolean;
}

function dataOptions({
  acceptLicence,
  budget,
  batch,
  cache,
  shard,
  retry,
}: CarryOutFlags): Partial<DataOptions> {
  const given = {
    acceptedLicences: acceptLicence,
    budget,
    batch,
    cachePath: cache,
    shard,
    retrySetAside: retry,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

export async function carryOut(
  recipePath: string,
  flags: CarryOutFlags,
  until: 'data' | 'report',
): Promise<void> {
  const { name, seed, from, dataDir, runsDir, restartChanged } = flags;
  const recipe = readRecipe(findRecipe(recipePath), { name, seed, from });
  const observer = new ProgressLines();
  const finished = await interruptible((signal) =>
    runRecipe(recipe, {
      dataDir,
      runsDir,
      restartChanged,
      data: dataOptions(flags),
      signal,
      observer,
      until,
    }),
  ).finally(() => observer.close());
  console.log(summary(finished, until));
}

/** Says what the data set of a recipe would cost; nothing is asked and no run folder is made. */
export async function estimate(recipePath: string, flags: CarryOutFlags): Promise<void> {
  const { name, seed, dataDir, runsDir, acceptLicence, cache } = flags;
  const recipe = readRecipe(findRecipe(recipePath), { name, seed });
  requireLicences(recipe, acceptLicence ?? []);
  const observer = new ProgressLines();
  observer.begun('estimate');
  const cachePath = cache ?? join(runsDir, 'requests.sqlite');
  const found = await interruptible((signal) =>
    estimateData({ recipe, dataDir, signal, observer }, { cachePath, runsDir }),
  ).finally(() => observer.close());
  console.log(estimateTable(found));
}

/** Says what a run would take; nothing is started and no run folder is made. */
export async function forecast(recipePath: string, flags: CarryOutFlags): Promise<void> {
  const { name, seed, from, runsDir, dataDir } = flags;
  const recipe = readRecipe(findRecipe(recipePath), { name, seed, from });
  console.log(forecastText(await forecastRun(recipe, runsDir, dataDir)));
}

function summary({ directory, reportPath, results }: FinishedRun, until: 'data' | 'report'): string {
  const run = RunFolder.open(directory);
  const here = (path: string): string => relative('.', path) || '.';
  const lines: string[] = [];
  if (until === 'data' || results === null) lines.push('', funnelTable(run), '');
  else
    lines.push(
      '',
      stageTable(results),
      ...classLines(results).flatMap((line, i) => (i === 0 ? ['', line] : [line])),
      '',
    );
  const files: [string, string][] = [
    ['report', here(reportPath)],
    ['results', here(run.path('results.json'))],
    ['models', here(run.path('models'))],
    ['data', here(run.path('data'))],
  ];
  for (const [what, path] of files) {
    const isThere = what === 'report' || run.has(relative(directory, path));
    if (isThere) lines.push(`${what.padEnd(9)}${path}`);
  }
  if (results !== null && until === 'report') {
    const { parameters = 0, trained } = results.model;
    lines.push(
      `${'took'.padEnd(9)}${durationText(results.seconds.total)}, ${sizeText({ parameters, trained })}, seed ${results.seed}`,
    );
  }
  return lines.join('\n');
}
