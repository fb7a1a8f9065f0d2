/** `report.html`: the whole run on one page, made from the run folder and nothing else. */

import { resultsSchema } from '../../core/results.ts';
import type { RunFolder } from '../../core/run-folder.ts';
import { readSamples } from '../sample-rows.ts';
import { curvesSection } from './curves-section.ts';
import { funnelSection } from './funnel-section.ts';
import { groundingSection } from './grounding-section.ts';
import { reportHeader } from './header.ts';
import { page } from './page.ts';
import { samplesSection } from './samples-section.ts';
import { settingsSection } from './settings-section.ts';
import { stageSection } from './stage-section.ts';

const REPORT = 'report.html';

/**
 * Writes the report of a run, finished or not, and resolves to its path. What the run has not produced is left out.
 * @throws InputError naming the file and line of a row that cannot be read.
 */
export async function writeReport(run: RunFolder): Promise<string> {
  const results = run.has('results.json') ? run.readJson('results.json', resultsSchema) : null;
  const { recipe, facts } = run;
  const { answers, rollouts } = readSamples(run);
  const text = page(`fin-r1 · ${facts.name}`, reportHeader(facts, results), [
    results === null ? null : stageSection(results),
    curvesSection(run.readJsonl('metrics.jsonl')),
    groundingSection(answers),
    funnelSection(run),
    samplesSection(answers, rollouts),
    settingsSection(recipe, facts, results),
  ]);
  run.writeAtomic(REPORT, text);
  return run.path(REPORT);
}
