/** A forecast for the terminal: work, time and cost, memory, and all that was taken for granted. */

import { countOf } from '../../core/count-of.ts';
import { countText, textTable } from '../../evaluate/index.ts';
import { h100, hosted, scoredFlops, trainedFlops, twoCores } from './assumptions.ts';
import type { Forecast } from './forecast.ts';
import { hostedDollars, secondsOf } from './stage-seconds.ts';
import type { Machine } from './stage-seconds.ts';
import type { StageWork } from './stage-work.ts';

/** Many lines. */
export function forecastText(forecast: Forecast): string {
  const { from, parameters, adapterParameters, amounts, gpu, local } = forecast;
  const trains =
    adapterParameters === null
      ? 'all are trained'
      : `an adapter of ${millions(adapterParameters)} is trained`;
  return [
    `${from}: ${millions(parameters)} parameters, ${trains}. Nothing was started.`,
    amountsText(forecast),
    '',
    textTable(workRows(forecast.work)),
    '',
    textTable(timeRows(forecast)),
    '',
    `Memory of one of eight GPUs that trainer and samplers share in turn, GB of ${(h100.bytes / 1e9).toFixed(0)}:`,
    `  trainer ${terms(gpu.trainer)}`,
    `  sampler ${terms(gpu.sampler)}`,
    `Memory in this process, GB: ${terms(local.terms)}`,
    '',
    ...assumptionLines(amounts.isBuilt),
  ].join('\n');
}

function amountsText({ amounts: { sft, grpo, evaluate, isBuilt } }: Forecast): string {
  const how = isBuilt ? 'as built' : 'by the recipe, at most';
  return (
    `${countOf(sft.questions, 'question')} to learn from (${how}): prompts of ${sft.promptTokens.toFixed(0)} tokens, ` +
    `answers of ${sft.answerTokens.toFixed(0)}; ${countText(grpo.questions)} that GRPO may ask; ${countText(evaluate.questions)} to evaluate.`
  );
}

function workRows(work: readonly StageWork[]): string[][] {
  const head = ['stage', 'steps', 'M tokens read', 'written', 'trained', 'scored'];
  const rows = work.map(({ stage, steps, prefilled, sampled, trained, scored }) => [
    ...[stage, countText(steps)],
    ...[prefilled, sampled, trained, scored].map((tokens) => (tokens / 1e6).toFixed(1)),
  ]);
  return [head, ...rows];
}

function timeRows({ work, machines, parameters, adapterParameters }: Forecast): string[][] {
  const trained = { parameters, isAdapter: adapterParameters !== null };
  const hours = (stage: StageWork, machine: Machine): number => secondsOf(stage, machine, trained) / 3600;
  const total = (machine: Machine): number => work.reduce((sum, stage) => sum + hours(stage, machine), 0);
  const dollars = work.map(hostedDollars);
  const head = ['hours', ...machines.map(({ name }) => name), `hosted (${hosted.model})`];
  const rows = work.map((stage, i) => [
    stage.stage,
    ...machines.map((machine) => hoursText(hours(stage, machine))),
    `$${(dollars[i] ?? 0).toFixed(0)}`,
  ]);
  const cost = machines.map((machine) =>
    machine.dollars === null ? '' : `$${(machine.dollars * total(machine)).toFixed(0)}`,
  );
  const all = dollars.reduce((sum, value) => sum + value, 0);
  return [
    head,
    ...rows,
    ['together', ...machines.map((machine) => hoursText(total(machine))), `$${all.toFixed(0)}`],
    ['cost', ...cost, ''],
  ];
}

function assumptionLines(isBuilt: boolean): string[] {
  const { adapter, weights } = trainedFlops;
  const lengths = isBuilt
    ? 'Tokens are counted by characters.'
    : 'Every question is kept, prompts are as long as those of the rows at hand, answers data.distil.usualTokens.';
  return [
    `Taken for granted: ${lengths}`,
    `A trained token takes ${adapter} × parameters (adapter) or ${weights} × (all weights) operations, one read or scored ${scoredFlops} ×. An H100 gives`,
    `${(h100.utilisation * 100).toFixed(0)} % of ${(h100.flops / 1e12).toFixed(0)} TFLOP/s, writes ${countText(h100.sampled)} tokens a second at ${(h100.sampledParameters / 1e9).toFixed(1)}B parameters (up to ${h100.sampledMost} × that for smaller ones), one answer`,
    `alone ${(1 / h100.tokenSeconds).toFixed(0)}; a step waits for its longest answer, taken to reach the limit, and one of GRPO takes ${h100.stepSeconds} s besides. $${h100.dollars.toFixed(2)} an hour.`,
    `Hosted: ${hosted.model} at $${hosted.prefill}, $${hosted.sample} and $${hosted.train} a million tokens read, written and trained (2026-10-07), each prompt read once a group.`,
    `Two cores: ${(twoCores.trainedFlops / 1e9).toFixed(0)} GFLOP/s of training so counted, ${(twoCores.sampledFlops / 1e9).toFixed(0)} of sampling. docs/cluster.md says where each figure is from.`,
  ];
}

function terms(bytes: Readonly<Record<string, number>>): string {
  const entries = Object.entries(bytes);
  const sum = entries.reduce((total, [, value]) => total + value, 0);
  return `${gigabytes(sum)}: ${entries.map(([name, value]) => `${name} ${gigabytes(value)}`).join('; ')}`;
}

function hoursText(hours: number): string {
  return hours < 1 ? hours.toFixed(2) : hours.toFixed(1);
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}

function millions(count: number): string {
  return count >= 1e9 ? `${(count / 1e9).toFixed(2)}B` : `${(count / 1e6).toFixed(1)}M`;
}
