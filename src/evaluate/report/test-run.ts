/** A small finished run, written for the tests of the report. */

import { Random } from '../../core/random.ts';
import type { ModelStage } from '../../core/results.ts';
import { RunFolder } from '../../core/run-folder.ts';
import { evaluateStage } from '../evaluate-stage.ts';
import { renderMessages } from '../../data/prompt.ts';
import { resultsOf } from '../results-of.ts';
import { readSamples, rolloutSample } from '../sample-rows.ts';
import { moodQuestion, rightText, scriptedModel, tableQuestion } from '../test-fixture.ts';

export const recipe = {
  name: 'fixture',
  seed: 7,
  sft: { steps: 60, learningRate: 0.001 },
  note: '<script>alert(1)</script>',
};

const counts = {
  quarantined: 2,
  excluded: 5,
  asked: 900,
  answered: 900,
  correct: 720,
  wellReasoned: 610,
  sft: 610,
  rl: 250,
  dropped: 40,
  sftSamples: 610,
};
const tableFunnel = {
  ...counts,
  rlReasons: { 'answer wrong': 140, 'reasoning check failed': 110 },
  dropReasons: { 'no objective reference': 40 },
  excludedReasons: { 'gold program does not give the gold answer': 5 },
  criteriaMissed: { 'logical consistency': 70, 'number of steps': 40 },
};
const funnel = { teacher: 'teacher:fixture', total: tableFunnel, bySource: { 'bench-table': tableFunnel } };

/** Share of right answers by stage. */
const skill: Readonly<Record<ModelStage, number>> = { base: 0.05, zero: 0.2, sft: 0.5, grpo: 0.85 };

/** Makes the run in `directory`: `size` questions a benchmark, four stages, metrics, rollouts, a funnel. */
export async function writeTestRun(directory: string, size = 20): Promise<RunFolder> {
  const run = RunFolder.create(directory, { recipe, dataHashes: { 'bench-table': 'a1b2c3d4' } });
  writeMetrics(run);
  writeRollouts(run);
  run.writeAtomic('data/funnel.json', JSON.stringify(funnel));
  const questions = [tableQuestion, moodQuestion].flatMap((make) =>
    Array.from({ length: size }, (_, i) => make(i)),
  );
  const byPrompt = new Map(questions.map((question) => [renderMessages(question)[0]?.content, question]));
  for (const stage of ['base', 'zero', 'sft', 'grpo'] as const) {
    const random = Random.derive(7, stage);
    const model = scriptedModel((prompt) => {
      const question = byPrompt.get(prompt);
      if (question === undefined) throw new Error(`unknown prompt ${prompt}`);
      if (random.chance(skill[stage])) return rightText(question);
      if (stage === 'base') return `revenue revenue <img src=x onerror=alert(1)> ${random.int(10, 99)}`;
      return wrongText(random);
    });
    await evaluateStage(run, { model, stage, questions, maxTokens: 96, seed: 7 });
  }
  const results = resultsOf(readSamples(run).answers, {
    seconds: { pretrain: 212.4, sft: 61, grpo: 95, total: 402.7 },
    model: { parameters: 624_512, layers: 3, width: 128 },
    seed: 7,
  });
  run.writeAtomic('results.json', JSON.stringify(results));
  return run;
}

function wrongText(random: Random): string {
  const stated = random.int(100, 900);
  return `<think>\nrevenue current is 777, prior is 40.\n777 - 40 = ${stated}\n</think>\n<answer>\n${stated}\n</answer>`;
}

function writeMetrics(run: RunFolder): void {
  const random = Random.derive(7, 'metrics');
  for (let step = 1; step <= 900; step++) {
    const loss = (step < 320 ? 2.1 : 0.5) + 3 * Math.exp(-step / 60) + 0.09 * random.normal();
    run.appendJsonl('metrics.jsonl', { stage: 'pretrain', step, loss, time: step * 0.1 });
  }
  for (let step = 1; step <= 60; step++) {
    const loss = 0.2 + 1.1 * Math.exp(-step / 18) + 0.04 * random.normal();
    run.appendJsonl('metrics.jsonl', {
      stage: 'sft',
      step,
      loss,
      ...(step % 20 === 0 ? { heldOutLoss: loss + 0.05 } : {}),
    });
  }
  for (const [stage, start, gain] of [
    ['grpo', 0.5, 0.35],
    ['zero', 0.05, 0.15],
  ] as const) {
    for (let step = 1; step <= 80; step++) {
      const accuracy = start + gain * (1 - Math.exp(-step / 30)) + 0.05 * random.normal();
      const formatRate = Math.min(1, 0.9 + step / 800);
      run.appendJsonl('metrics.jsonl', {
        stage,
        step,
        accuracy,
        formatRate,
        rewardMean: accuracy + formatRate,
        completionTokensMean: 30 + 4 * random.normal(),
        kl: 0.0004 * step + 0.002 * random.float(),
        zeroVarianceShare: 0.2 + step / 300,
      });
    }
  }
}

function writeRollouts(run: RunFolder): void {
  for (const step of [1, 40, 80]) {
    const question = tableQuestion(step);
    const row = {
      stage: 'grpo',
      step,
      questionId: question.id,
      sample: 0,
      text: rightText(question),
      reward: 2,
      verdict: 'correct' as const,
      rule: 'number:exact',
      reason: 'equal',
      formatValid: true,
    };
    run.appendJsonl('samples.jsonl', rolloutSample(row, question));
  }
}
