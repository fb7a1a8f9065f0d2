/** The run folder of an evaluation: taken, and given up where nothing came about, so that a start that fails leaves no name behind. */

import { InputError } from '../../core/errors.ts';
import { refuseOtherRecipe, RunFolder } from '../../core/run-folder.ts';
import { readSamples } from '../../evaluate/index.ts';
import { questionsHash, type PlannedBenchmark } from './plan-benchmarks.ts';
import { evaluationSettingsSchema, KIND, type EvaluationSettings } from './settings.ts';

/** What answers have cost. */
export const SPENDING = 'spending.jsonl';

/** Makes the folder or goes on with it. One that a killed start left without an answer takes other settings. @throws InputError as `RunFolder.create`. */
export function takeEvaluationFolder(
  directory: string,
  settings: EvaluationSettings,
  planned: readonly PlannedBenchmark[],
): RunFolder {
  return RunFolder.create(directory, {
    recipe: settings,
    dataHashes: questionsHash(planned),
    onOtherRecipe: (run, differences) => {
      if (run.recipe.kind !== KIND) {
        throw new InputError(`${run.directory}: this folder holds the run of a recipe, not an evaluation`, {
          code: 'other-recipe',
          hint: 'Give the evaluation another name with --name.',
        });
      }
      if (!isUnused(run)) refuseOtherRecipe(run, differences);
      run.forgetDataHashes();
    },
  });
}

/** Closes the folder; one that this start has made and that holds no answer goes. */
export function leaveEvaluationFolder(run: RunFolder): void {
  if (!run.resumed && isUnused(run)) run.discard();
  else run.close();
}

function isUnused(run: RunFolder): boolean {
  return run.readJsonl('samples.jsonl').length === 0 && run.readJsonl(SPENDING).length === 0;
}

/** The settings of the evaluation in `run`. @throws InputError where it is another run, or holds no answers. */
export function evaluationSettingsOf(run: RunFolder): EvaluationSettings {
  const { recipe } = run;
  if (recipe.kind !== KIND) {
    throw new InputError(`${run.directory}: this is the run of a recipe, not an evaluation`, {
      code: 'no-evaluation',
      hint: `Name a folder that fin-r1 eval made, or evaluate a stage of this one: fin-r1 eval --model run:${run.name}@STAGE.`,
    });
  }
  const parsed = evaluationSettingsSchema.safeParse(recipe);
  const issue = parsed.error?.issues[0];
  if (issue !== undefined) {
    throw new InputError(
      `${run.path('recipe.json')}: ${issue.path.join('.') || 'the evaluation'} is not what this version of fin-r1 writes: ${issue.message}`,
      { code: 'no-evaluation', hint: 'Restore the file, or use the version that made the evaluation.' },
    );
  }
  if (readSamples(run).answers.length === 0) {
    throw new InputError(`${run.directory}: this evaluation holds no answers yet`, {
      code: 'no-answers',
      hint: 'Run the same fin-r1 eval command again: it asks the questions.',
    });
  }
  return parsed.data as EvaluationSettings;
}
