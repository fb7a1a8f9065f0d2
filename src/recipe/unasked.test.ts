/** Questions too long for the model's context, from the recipe to the tables: counted, said, never left out silently. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { resultsSchema } from '../core/results.ts';
import { stageTable } from '../evaluate/index.ts';
import { evaluateRun } from './evaluation/evaluate-run.ts';
import { evaluationTable } from './evaluation/evaluation-table.ts';
import { quietEvaluation } from './evaluation/test-evaluation.ts';
import { parseRecipe } from './read-recipe.ts';
import { silentObserver } from './run-observer.ts';
import { runRecipe } from './run-recipe.ts';

const runsDir = mkdtempSync(join(tmpdir(), 'fin-r1-unasked-'));
afterAll(() => rmSync(runsDir, { recursive: true }));

const recipe = parseRecipe(
  `name: short
model: { hiddenSize: 16, layers: 1, heads: 2, kvHeads: 1, headDim: 8, feedForward: 16, vocabSize: 300, contextLength: 64 }
pretrain: { steps: 1, tokensPerStep: 128, length: 64 }
evaluate:
  sources: [{ source: finsim-tfns, count: 4 }, { source: finsim-finqa, count: 3 }]
  sampling: { maxTokens: 4 }`,
  'short',
);

it('a run and an evaluation say how many questions were not asked, and count them', async () => {
  const warnings: string[] = [];
  const warn = (message: string): void => void warnings.push(message);
  const { directory } = await runRecipe(recipe, { runsDir, observer: { ...silentObserver, warn } });
  const results = resultsSchema.parse(JSON.parse(readFileSync(join(directory, 'results.json'), 'utf8')));
  expect(results.stages.base).toMatchObject({
    'finsim-tfns': { n: 4, accuracy: 0 },
    'finsim-finqa': { n: 3, accuracy: null, verdicts: { unasked: 3 } },
    total: { n: 7, accuracy: 0, verdicts: { unasked: 3 } },
  });
  expect(results.stages.base?.['finsim-tfns']?.verdicts).not.toHaveProperty('unasked');
  expect(warnings).toEqual([
    expect.stringMatching(
      /^evaluate base: 3 of 7 questions do not fit .* \(finsim-finqa 3 of 3\); they count/,
    ),
  ]);
  expect(stageTable(results)).toMatch(/\nfinsim-finqa +3 +– no question could be asked\n {2}not asked +3\n/);

  const { scores } = await evaluateRun({ ...quietEvaluation(runsDir), model: 'run:short@base', warn });
  expect(scores).toEqual(results.stages.base);
  expect(warnings[1]).toMatch(/^finsim-finqa: 3 of 3 questions do not fit/);
  const [head, , finqa, , , note] = evaluationTable(scores).split('\n');
  expect(head).toMatch(/truncated +not asked$/);
  expect(finqa).toMatch(/^finsim-finqa +3 +no question could be asked .* 3$/);
  expect(note).toContain('counts as not correct');
});
