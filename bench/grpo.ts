/**
 * One GRPO step of all weights, sampling, rewards and update, against TRL's GRPOTrainer: the same model, prompts, group size,
 * lengths and threads; loss dapo, no KL, rewards that differ within each group, on-policy.
 */

import { Random } from '../src/core/random.ts';
import type { LocalTrainingClient } from '../src/engine/local/training-client.ts';
import { modelInputOf } from '../src/tinker/model-input.ts';
import { groupAdvantages } from '../src/train/advantage.ts';
import { defaultClips } from '../src/train/policy-loss.ts';
import { policyUpdate } from '../src/train/policy-update.ts';
import { withTrainingClient } from './bench-model.ts';
import { caseNamed, setupsOf } from './cases.ts';
import { median, print, timeOf } from './measure.ts';
import { peerCase, runPeer } from './peer.ts';

const setups = [
  { name: '4.85M', prompts: 8, group: 8, promptLength: 64, newTokens: 64 },
  { name: '135M', prompts: 4, group: 8, promptLength: 96, newTokens: 64 },
] as const;
type Setup = (typeof setups)[number];

async function step(client: LocalTrainingClient, { name, ...setup }: Setup, at: number): Promise<void> {
  const { config } = caseNamed(name);
  const random = Random.derive(1, 'grpo', at);
  const sampler = await client.snapshotSampler();
  const prompts = Array.from({ length: setup.prompts }, () =>
    Int32Array.from({ length: setup.promptLength }, () => random.int(0, config.vocabSize - 1)),
  );
  const samplingParams = { maxTokens: setup.newTokens, temperature: 1, seed: at, stop: [] };
  const groups = await Promise.all(
    prompts.map((prompt) =>
      sampler.sample({ prompt: modelInputOf(prompt), numSamples: setup.group, samplingParams }),
    ),
  );
  const sequences = groups.flatMap(({ sequences: answers }, group) => {
    const { advantages } = groupAdvantages(
      answers.map((_answer, i) => i % 2),
      'dapo',
    );
    return answers.map(({ tokens, logprobs }, i) => {
      if (tokens.length !== setup.newTokens || logprobs === null)
        throw new Error(`an answer of ${tokens.length} tokens, or without log probabilities`);
      const advantage = advantages[i] as number;
      const completion = Int32Array.from(tokens);
      const prompt = prompts[group] as Int32Array;
      return { group, prompt, completion, logprobs: Float32Array.from(logprobs), advantage, reference: null };
    });
  });
  await policyUpdate(
    client,
    sequences,
    { loss: 'dapo', clip: defaultClips.dapo, beta: 0, maxTokens: setup.newTokens },
    { adam: { learningRate: 1e-5, gradClipNorm: 1 }, onPolicy: true, requireFinite: () => undefined },
  );
}

export async function benchGrpo(json: boolean, only: string | undefined): Promise<void> {
  for (const setup of setupsOf(setups, only)) {
    const { config } = caseNamed(setup.name);
    const mine = await withTrainingClient(config, async (client) => {
      // The first step compiles.
      await step(client, setup, 0);
      const times: number[] = [];
      for (let i = 1; i <= 3; i++) times.push(await timeOf(() => step(client, setup, i)));
      return median(times) / 1000;
    });
    const { prompts, group, promptLength: prompt_length, newTokens: new_tokens } = setup;
    const shape = peerCase({ config, rows: prompts * group, length: prompt_length + new_tokens });
    const peer = runPeer('bench_trl.py', [
      JSON.stringify({ ...shape, prompts, group, prompt_length, new_tokens }),
    ]);
    const what = `${setup.name} step, ${prompts} × ${group}, ${prompt_length} + ${new_tokens} tokens`;
    const row = { bench: 'grpo', case: what, value: mine, unit: 's' };
    const theirs = peer?.get('step s');
    print(theirs === undefined ? row : { ...row, against: 'TRL', ratio: theirs / mine }, json);
  }
}
