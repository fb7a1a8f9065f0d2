/** How the model was made: stages, steps, optimiser, adapter, seed, and the hours they took. */

import { markdownTable } from '../../../data/index.ts';
import { countText, durationText } from '../../../evaluate/index.ts';
import type { OptimizerChoice } from '../../schema.ts';
import type { RunFacts, TrainedStage } from './run-facts.ts';

function optimizerText({
  schedule,
  peak,
  warmupSteps,
  beta1,
  beta2,
  weightDecay,
  gradClipNorm,
}: OptimizerChoice): string {
  const decay = weightDecay > 0 ? `, weight decay ${weightDecay}` : '';
  const clip = gradClipNorm > 0 ? `, gradient norm ≤ ${gradClipNorm}` : '';
  return `AdamW (β ${beta1}, ${beta2}${decay}${clip}), ${schedule} ${peak}, ${warmupSteps} steps of warm-up`;
}

function settingsText({ recipe }: RunFacts, name: TrainedStage['name']): string {
  if (name === 'pretrain') {
    const { pretrain } = recipe;
    return pretrain === undefined
      ? '–'
      : `${countText(pretrain.tokensPerStep)} tokens a step; ${optimizerText(pretrain.optimizer)}`;
  }
  if (name === 'sft') {
    const { sft } = recipe;
    return sft === undefined
      ? '–'
      : `${sft.epochs === 1 ? '1 epoch' : `${sft.epochs} epochs`}, ${sft.batchSize} samples a step; ${optimizerText(sft.optimizer)}`;
  }
  const choice = recipe[name];
  if (choice === undefined) return '–';
  const { loss, questionsPerStep, groupSize, beta, grounded, sampling, optimizer } = choice;
  const { questions, sources, balance } = choice;
  const asked =
    `${questions === 'rejected' ? 'the RL rows' : 'RL rows and SFT rows with a rule for their answer'}` +
    `${sources === undefined ? '' : ` of ${sources.join(', ')} alone`}${balance > 0 ? `, label shares drawn together by ${balance}` : ''}`;
  const reward = `rewards format and accuracy${grounded > 0 ? `, grounding × ${grounded}` : ''}`;
  return (
    `${loss} on ${asked}: ${questionsPerStep} questions × ${groupSize} answers a step, at most ${sampling.maxTokens} tokens, ` +
    `temperature ${sampling.temperature}, KL ${beta}; ${reward}; ${optimizerText(optimizer)}`
  );
}

function stepsText({ steps, idle }: TrainedStage): string {
  if (idle === 0) return countText(steps);
  return `${countText(steps)}, ${idle === steps ? 'none' : countText(steps - idle)} of them with an update`;
}

/** Seconds; below it hours with two digits say nothing. */
const HOURS_FROM = 1800;

function timeText(seconds: number): string {
  const text = durationText(seconds);
  return seconds < HOURS_FROM ? text : `${(seconds / 3600).toFixed(2)} hours (${text})`;
}

/** A run that is stopped and goes on may do so with other software. */
function revisionsText(starts: RunFacts['starts']): string {
  const revisions = [...new Set(starts.map(({ gitRevision }) => gitRevision?.slice(0, 12) ?? 'unknown'))];
  if (revisions.length === 1) return revisions[0] === 'unknown' ? '' : ` at ${revisions[0]}`;
  return `, started ${starts.length} times, at the revisions ${revisions.join(', ')}`;
}

export function recipeSection(facts: RunFacts): string {
  const { recipe, made, seconds, starts, name } = facts;
  const [first] = starts;
  const { lora } = recipe;
  const adapter =
    lora === undefined
      ? 'All weights were trained.'
      : `SFT and GRPO trained a LoRA adapter: rank ${lora.rank}, alpha ${lora.alpha ?? 32}, dropout ${lora.dropout}, on ` +
        `${lora.targets?.join(', ') ?? 'all projections of attention and MLP'}.`;
  const total = seconds.total ?? 0;
  const took = total === 0 ? 'an unknown time' : timeText(total);
  return [
    `Run \`${name}\`, seed ${recipe.seed}. ${made.length === 0 ? 'No stage of the run trained this model.' : adapter}`,
    ...(made.length === 0
      ? []
      : [
          markdownTable(
            ['stage', 'steps', 'settings', 'time'],
            made.map((stage) => [
              ...[stage.name, stepsText(stage), settingsText(facts, stage.name)],
              stage.seconds === null ? 'not kept' : durationText(stage.seconds),
            ]),
          ),
        ]),
    `The whole run, data and evaluation included and without work that was lost when it was stopped, took ${took}` +
      (first === undefined
        ? '.'
        : ` on ${first.cores} cores of ${first.cpu}, without GPU; fin-r1 ${first.packages['fin-r1'] ?? 'of unknown version'}${revisionsText(starts)}.`),
  ].join('\n\n');
}
