/** `report.html`: the whole run on one page, made from the run folder and nothing else. */

import { resultsSchema } from '../../core/results.ts';
import type { RunFolder } from '../../core/run-folder.ts';
import { readSamples } from '../sample-rows.ts';
import { categorySection } from './category-section.ts';
import { curvesSection } from './curves-section.ts';
import { explorerSection } from './explorer/explorer-section.ts';
import { packAnswers } from './explorer/pack-answers.ts';
import { markStatuses } from './explorer/page-data.ts';
import { funnelSection } from './funnel-section.ts';
import { GroundingTally } from './grounding-section.ts';
import { reportHeader } from './header.ts';
import { lengthSection } from './length-section.ts';
import { measuresSection } from './measures-section.ts';
import { outcomeSection } from './outcome-section.ts';
import { page } from './page.ts';
import { publishedSection } from './published-section.ts';
import { settingsSection } from './settings-section.ts';
import { stagesOf } from './stage-colour.ts';
import { stageSection } from './stage-section.ts';

const REPORT = 'report.html';

/**
 * Writes the report of a run or an evaluation, finished or not, and resolves to its path. What it has not produced is left out.
 * @throws InputError naming the file and line of a row that cannot be read.
 */
export async function writeReport(run: RunFolder): Promise<string> {
  const results = run.has('results.json') ? run.readJson('results.json', resultsSchema) : null;
  const { recipe, facts } = run;
  const { answers, rollouts } = readSamples(run);
  const stages = stagesOf(answers);
  const tally = new GroundingTally();
  const { index, blocks } = packAnswers(answers, rollouts, (answer, grounding) =>
    tally.add(answer.stage, grounding),
  );
  const sections = [
    ...(results === null ? [] : [stageSection(results), measuresSection(results), publishedSection(results)]),
    outcomeSection(answers, stages),
    categorySection(answers, stages),
    lengthSection(answers, stages),
    curvesSection(run.readJsonl('metrics.jsonl')),
    tally.section(stages),
    funnelSection(run),
    explorerSection(index.ids.length, rollouts.length, markStatuses),
    settingsSection(recipe, facts, results),
  ];
  const hasAnswers = index.ids.length > 0;
  run.writeAtomic(
    REPORT,
    page(`fin-r1 · ${facts.name}`, reportHeader(facts, results), sections, hasAnswers ? blocks : []),
  );
  return run.path(REPORT);
}
