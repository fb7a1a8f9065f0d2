/**
 * A policy loss as our training loop computes it, on log probabilities that are given: `policyUpdate` sends its datums to a
 * client that evaluates the engine's own loss graph and its gradient by the log probability of every token.
 *
 * Where TRL's loop and ours differ by design:
 * 1. TRL divides by the standard deviation of a sample plus 1e-4, we by that of a population (`advantageFactor`).
 * 2. A truncated answer that TRL masks still counts among the sequences that grpo and dr_grpo average over; one that our reward
 *    excludes does not (`trlShare`). It counts among dapo's tokens in neither.
 */

import { compile, Graph, gradients, operators } from '../../src/autograd/index.ts';
import { lossInputs, lossOf, resolveLossConfig } from '../../src/engine/decoder/losses.ts';
import { tokensOf } from '../../src/tinker/model-input.ts';
import type {
  Datum,
  ForwardBackwardOutput,
  LossFn,
  LossFnConfig,
  TrainingClient,
} from '../../src/tinker/types.ts';
import { completionPart } from '../../src/train/policy-datum.ts';
import type { Clip, PolicyLoss } from '../../src/train/policy-loss.ts';
import { policyUpdate } from '../../src/train/policy-update.ts';
import type { TrainedSequence } from '../../src/train/policy-update.ts';

/** An entry of `test/golden/policy-losses.json`, written by `interop/parity_losses.py`. Sequences follow one another by group. */
export interface PolicyCase {
  name: string;
  loss: PolicyLoss;
  clip: Clip;
  beta: number;
  unbiasedKl: boolean;
  scaleRewards: 'group' | 'batch' | 'none';
  onPolicy: boolean;
  masksTruncated: boolean;
  maxTokens: number;
  groupSize: number;
  rewards: number[];
  truncated: boolean[];
  sampled: number[][];
  now: number[][];
  reference: number[][];
  advantages: number[];
  lossOfTrl: number;
  gradientOfTrl: number[][];
}

const PROMPT = Int32Array.of(3, 4);

/** Largest differences from TRL. */
export async function differences(given: PolicyCase): Promise<{ loss: number; gradient: number }> {
  const kept = given.now.flatMap((_, i) => (given.masksTruncated && given.truncated[i] ? [] : [i]));
  const sequences = kept.map((i): TrainedSequence => {
    const now = given.now[i] as number[];
    return {
      prompt: PROMPT,
      completion: new Int32Array(now.length).fill(5),
      group: Math.floor(i / given.groupSize),
      advantage: given.advantages[i] as number,
      logprobs: Float32Array.from(given.sampled[i] as number[]),
      reference: Float32Array.from(given.reference[i] as number[]),
    };
  });
  const client = new GivenClient(kept.map((i) => given.now[i] as number[]));
  const { loss, clip, beta, unbiasedKl, maxTokens, onPolicy } = given;
  const settings = { loss, clip, beta, unbiasedKl, maxTokens };
  const requireFinite = (name: string, value: number): void => {
    if (!Number.isFinite(value)) throw new Error(`${given.name}: ${name} is ${value}`);
  };
  const update = await policyUpdate(client, sequences, settings, {
    adam: { learningRate: 0 },
    onPolicy,
    requireFinite,
  });
  const share = trlShare(given, kept.length);
  const ours = new Map(
    kept.map((i, at) => [
      i,
      completionPart(client.gradient[at], sequences[at] as TrainedSequence).map((g) => g * share),
    ]),
  );
  const gaps = given.gradientOfTrl.flatMap((row, i) =>
    row.map((value, t) => Math.abs(value - (ours.get(i)?.[t] ?? 0))),
  );
  return { loss: Math.abs(update.loss * share - given.lossOfTrl), gradient: Math.max(...gaps) };
}

/** What TRL's mean over sequences is of ours, where it counts masked ones and every group lost as many. */
function trlShare({ loss, now }: PolicyCase, kept: number): number {
  return loss === 'dapo' ? 1 : kept / now.length;
}

/** A training client of which only the losses are real: ℓ of each datum's completion is given, before it −1. */
class GivenClient implements Pick<TrainingClient, 'forward' | 'forwardBackward' | 'optimStep'> {
  /** Of the last backward pass, by datum and position. */
  gradient: Float32Array[] = [];
  readonly #now: readonly (readonly number[])[];

  constructor(now: readonly (readonly number[])[]) {
    this.#now = now;
  }

  async forward(data: readonly Datum[]): Promise<ForwardBackwardOutput> {
    return { lossFnOutputs: this.#logprobs(data).map((logprobs) => ({ logprobs })), metrics: {} };
  }

  async forwardBackward(
    data: readonly Datum[],
    lossFn: LossFn,
    config?: LossFnConfig,
  ): Promise<ForwardBackwardOutput> {
    const logprobs = this.#logprobs(data);
    const lengths = logprobs.map(({ length }) => length);
    const count = lengths.reduce((sum, length) => sum + length, 0);
    const graph = new Graph(operators);
    const names = lossInputs[lossFn];
    const inputs = Object.fromEntries(names.map((name) => [name, graph.input(name, 'float32', [count, 1])]));
    const logprob = graph.input('now', 'float32', [count, 1]);
    const total = lossOf(graph, lossFn, resolveLossConfig(lossFn, config), logprob, inputs);
    const [slope] = gradients(graph, total, [logprob]);
    if (slope === undefined) throw new Error(`${lossFn} has no gradient`);
    const compiled = await compile(graph, { loss: total, slope }, { threads: 1 });
    const joined = (name: string): Float32Array =>
      Float32Array.from(
        data.flatMap(({ lossFnInputs }) => [...(lossFnInputs[name]?.data ?? [])].map(Number)),
      );
    const fetches = { loss: new Float32Array(1), slope: new Float32Array(count) };
    const feeds = Object.fromEntries(names.map((name) => [name, joined(name)]));
    await compiled.run({ ...feeds, now: Float32Array.from(logprobs.flatMap((row) => [...row])) }, fetches);
    await compiled.release();
    let from = 0;
    this.gradient = lengths.map((length) => fetches.slope.subarray(from, (from += length)));
    const metrics = { 'loss:sum': fetches.loss[0] as number };
    return { lossFnOutputs: logprobs.map((row) => ({ logprobs: row })), metrics };
  }

  async optimStep(): Promise<{ metrics: Record<string, number> }> {
    return { metrics: {} };
  }

  #logprobs(data: readonly Datum[]): Float32Array[] {
    return data.map(({ modelInput }, i) => {
      const now = this.#now[i] as readonly number[];
      const row = new Float32Array(tokensOf(modelInput).length).fill(-1);
      row.set(now, row.length - now.length);
      return row;
    });
  }
}
