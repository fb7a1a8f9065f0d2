/** The distribution of the next token, from logits to a choice. */

import type { Graph, Tensor } from '../../autograd/index.ts';
import type { Random } from '../../core/random.ts';

/**
 * Outputs over logits [rows, v]: `logits`, `logSum` [rows, 1] of the untempered logits, and `probabilities` of the
 * tempered ones (of the same ones when not `tempered`; else there is an input `inverseTemperature` [rows, 1]).
 */
export function nextTokenOutputs(graph: Graph, logits: Tensor, tempered: boolean): Record<string, Tensor> {
  const rows = logits.shape[0] as number;
  const last = graph.ints([1]);
  const softmax = (x: Tensor): Tensor => graph.one('Softmax', [x], { axis: { int: -1 } });
  const plain = softmax(logits);
  const top = graph.one('ReduceMax', [logits, last], { keepdims: { int: 1 } });
  const topProbability = graph.one('ReduceMax', [plain, last], { keepdims: { int: 1 } });
  const logSum = graph.one('Sub', [top, graph.one('Log', [topProbability])]);
  if (!tempered) return { logits, logSum, probabilities: plain };
  const scaled = graph.one('Mul', [logits, graph.input('inverseTemperature', 'float32', [rows, 1])]);
  return { logits, logSum, probabilities: softmax(scaled) };
}

/** Where the outputs of `nextTokenOutputs` are written, for at most `rows` rows. */
export interface Distribution {
  vocabSize: number;
  logits: Float32Array;
  logSum: Float32Array;
  probabilities: Float32Array;
}

export function newDistribution(rows: number, vocabSize: number): Distribution {
  return {
    vocabSize,
    logits: new Float32Array(rows * vocabSize),
    logSum: new Float32Array(rows),
    probabilities: new Float32Array(rows * vocabSize),
  };
}

/** The places of `rows` rows from row `from` on, by the names of `nextTokenOutputs`. */
export function distributionOutputs(
  { vocabSize, logits, logSum, probabilities }: Distribution,
  from: number,
  rows: number,
): Record<string, Float32Array> {
  const [start, end] = [from * vocabSize, (from + rows) * vocabSize];
  return {
    logits: logits.subarray(start, end),
    logSum: logSum.subarray(from, from + rows),
    probabilities: probabilities.subarray(start, end),
  };
}

/** log p of a token at temperature 1. */
export function logprobOf(distribution: Distribution, row: number, token: number): number {
  return (
    (distribution.logits[row * distribution.vocabSize + token] as number) -
    (distribution.logSum[row] as number)
  );
}

export interface ChoiceRule {
  /** 0 = greedy. */
  temperature: number;
  /** −1 = all. */
  topK: number;
  topP: number;
}

/** The next token of a row: greedy, or drawn from the tempered distribution cut to the top k and top p. */
export function chooseToken(
  distribution: Distribution,
  row: number,
  rule: ChoiceRule,
  random: Random,
): number {
  const { vocabSize } = distribution;
  if (rule.temperature === 0) return greatest(distribution.logits, row * vocabSize, vocabSize);
  const from = row * vocabSize;
  const { probabilities } = distribution;
  const uniform = random.float();
  if (rule.topK < 0 && rule.topP >= 1) {
    return drawFromAll(probabilities.subarray(from, from + vocabSize), uniform);
  }
  return drawFromTop(probabilities.subarray(from, from + vocabSize), rule, uniform);
}

/** Tokens that are summed together, so that a draw looks into one such block only. A multiple of four. */
const BLOCK = 256;

/** Draws from the whole distribution: the first token at which the running sum passes the share that `uniform` asks for. */
function drawFromAll(probabilities: Float32Array, uniform: number): number {
  const sums = new Float64Array(Math.ceil(probabilities.length / BLOCK));
  let total = 0;
  for (let block = 0; block < sums.length; block++)
    total += sums[block] = blockSum(probabilities, block * BLOCK);
  let left = uniform * total;
  let block = 0;
  while (block < sums.length - 1 && left >= (sums[block] as number)) left -= sums[block++] as number;
  for (let i = block * BLOCK; i < probabilities.length; i++) {
    left -= probabilities[i] as number;
    if (left < 0) return i;
  }
  return greatest(probabilities, 0, probabilities.length);
}

/** Four sums side by side: one alone waits for each addition, and took three times as long. */
function blockSum(values: Float32Array, from: number): number {
  const end = Math.min(from + BLOCK, values.length);
  let [a, b, c, d] = [0, 0, 0, 0];
  let i = from;
  for (; i + 3 < end; i += 4) {
    a += values[i] as number;
    b += values[i + 1] as number;
    c += values[i + 2] as number;
    d += values[i + 3] as number;
  }
  for (; i < end; i++) a += values[i] as number;
  return a + b + (c + d);
}

function greatest(values: Float32Array, from: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++)
    if ((values[from + i] as number) > (values[from + best] as number)) best = i;
  return best;
}

/** Keeps the likeliest tokens until k are kept or their share reaches p (ties: the lower id first), and draws one. */
function drawFromTop(probabilities: Float32Array, rule: ChoiceRule, uniform: number): number {
  const limit = rule.topK < 0 ? probabilities.length : Math.min(rule.topK, probabilities.length);
  const order = likeliest(probabilities);
  const kept: number[] = [];
  let share = 0;
  for (const token of order) {
    kept.push(token);
    share += probabilities[token] as number;
    if (kept.length >= limit || share >= rule.topP) break;
  }
  let left = uniform * share;
  for (const token of kept) {
    left -= probabilities[token] as number;
    if (left < 0) return token;
  }
  return kept[kept.length - 1] as number;
}

/** Token ids by falling value, which may be probabilities or logits: the first few one at a time, since few are usually enough, then a sort. */
export function* likeliest(values: Float32Array): Generator<number> {
  const taken = new Set<number>();
  for (let turn = 0; turn < Math.min(8, values.length); turn++) {
    let best = -1;
    for (let i = 0; i < values.length; i++) {
      if (taken.has(i)) continue;
      if (best < 0 || (values[i] as number) > (values[best] as number)) best = i;
    }
    taken.add(best);
    yield best;
  }
  const rest = Array.from(values.keys()).filter((token) => !taken.has(token));
  rest.sort((a, b) => (values[b] as number) - (values[a] as number) || a - b);
  yield* rest;
}
