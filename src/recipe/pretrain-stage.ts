/** Pretraining: from the random weights to `models/base`, on FinSim's documents or on the texts of the training questions. */

import { pretrainDocument, renderMessages } from '../data/index.ts';
import { pretrain } from '../train/index.ts';
import type { PretrainOptions } from '../train/index.ts';
import { initialFolder } from './initial-model.ts';
import { required } from './run-context.ts';
import type { ModelContext, RunContext } from './run-context.ts';
import { runRlQuestions, runSftSamples } from './run-data.ts';
import { trainStage } from './train-stage.ts';

export async function pretrainStage(context: ModelContext): Promise<void> {
  const { steps, tokensPerStep, length, curriculum, optimizer, checkpointEverySteps } = required(
    context.recipe.pretrain,
    'pretrain',
  );
  const settings = {
    stage: 'pretrain',
    from: initialFolder(context.recipe),
    to: 'base',
    optimizer,
    checkpointEverySteps,
    expected: () => Promise.resolve({ samples: Math.ceil(tokensPerStep / length), longest: length }),
  };
  await trainStage(context, settings, async (options) =>
    pretrain({
      ...options,
      next: await documents(context),
      phases: curriculum,
      ...{ steps, tokensPerStep, length },
    }),
  );
}

async function documents({ recipe, run }: RunContext): Promise<PretrainOptions['next']> {
  const { documents: kind, difficulty, curriculum } = required(recipe.pretrain, 'pretrain');
  if (kind === 'finsim') {
    return (random, _index, phase) =>
      pretrainDocument(random, { difficulty, weights: curriculum[phase]?.weights });
  }
  const samples = await runSftSamples(run);
  const questions = [...samples.map(({ question }) => question), ...(await runRlQuestions(run))];
  const texts = [
    ...new Set(questions.flatMap((question) => renderMessages(question).map(({ content }) => content))),
  ];
  return (random) => ({ text: random.pick(texts) });
}
