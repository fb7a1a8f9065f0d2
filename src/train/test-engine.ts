/**
 * A real, tiny implementation of the Tinker verbs for the tests of this room: a bigram softmax model (one row of logits a
 * token) in plain TypeScript, with exact gradients, torch's AdamW, seeded sampling and checkpoints in a folder.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DivergedError, FinR1Error, InputError } from '../core/errors.ts';
import { Random } from '../core/random.ts';
import { tokensOf } from '../tinker/model-input.ts';
import type * as tinker from '../tinker/types.ts';

const special = ['<|endoftext|>', '<|im_start|>', '<|im_end|>'];

/** Words in order of length are matched first; a character in no word becomes `?`. */
export function wordTokenizer(words: readonly string[]): tinker.Tokenizer {
  const all = [...special, '?', ...words];
  const byLength = all.map((word, id) => ({ word, id })).sort((a, b) => b.word.length - a.word.length);
  return {
    vocabSize: all.length,
    endOfTextId: 0,
    endOfTurnId: 2,
    stopIds: [2],
    encode(text) {
      const ids: number[] = [];
      for (let at = 0; at < text.length;) {
        const match = byLength.find(({ word }) => text.startsWith(word, at));
        ids.push(match?.id ?? 3);
        at += match?.word.length ?? 1;
      }
      return Int32Array.from(ids);
    },
    decode(tokens, options) {
      const kept = Array.from(tokens).filter((id) => options?.keepSpecial === true || id >= special.length);
      return kept.map((id) => all[id]).join('');
    },
    renderChat(messages, options) {
      const turns = messages.map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`);
      return turns.join('') + (options?.addGenerationPrompt ? '<|im_start|>assistant\n' : '');
    },
  };
}

interface State {
  logits: number[];
  m: number[];
  v: number[];
  steps: number;
}

/** log softmax of one row of logits. */
function logSoftmax(logits: readonly number[], row: number, size: number): Float64Array {
  const scores = Float64Array.from(logits.slice(row * size, (row + 1) * size));
  const max = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  const norm = max + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - max), 0));
  return scores.map((score) => score - norm);
}

/** Loss of one position and its derivative by ℓ, for each loss function (sum semantics). */
function positionLoss(
  lossFn: tinker.LossFn,
  l: number,
  inputs: { weight: number; q: number; a: number },
  config: tinker.LossFnConfig,
): { loss: number; slope: number } {
  const { weight, q, a } = inputs;
  const { clip_low_threshold: low = 0.8, clip_high_threshold: high = 1.2, beta = 0.05 } = config;
  if (lossFn === 'cross_entropy') return { loss: -weight * l, slope: -weight };
  if (a === 0) return { loss: 0, slope: 0 };
  const r = Math.exp(l - q);
  const clipped = Math.min(high, Math.max(low, r));
  switch (lossFn) {
    case 'importance_sampling':
      return { loss: -r * a, slope: -r * a };
    case 'ppo':
      return r * a <= clipped * a ? { loss: -r * a, slope: -r * a } : { loss: -clipped * a, slope: 0 };
    case 'cispo':
      return { loss: -clipped * l * a, slope: -clipped * a };
    case 'dro':
      return { loss: -(l * a - 0.5 * beta * (l - q) ** 2), slope: -(a - beta * (l - q)) };
  }
}

class BigramSampler implements tinker.SamplingClient {
  readonly #logits: readonly number[];
  readonly #tokenizer: tinker.Tokenizer;

  constructor(logits: readonly number[], tokenizer: tinker.Tokenizer) {
    this.#logits = [...logits];
    this.#tokenizer = tokenizer;
  }

  getTokenizer(): tinker.Tokenizer {
    return this.#tokenizer;
  }

  async sample({ prompt, numSamples, samplingParams }: tinker.SampleRequest): Promise<tinker.SampleResponse> {
    const last = tokensOf(prompt).at(-1) ?? 0;
    const { maxTokens, seed = 0, temperature = 1 } = samplingParams;
    const sequences = Array.from({ length: numSamples }, (_, i): tinker.SampledSequence => {
      const random = Random.derive(seed + i, 'sample');
      const tokens: number[] = [];
      const logprobs: number[] = [];
      while (tokens.length < maxTokens && tokens.at(-1) !== this.#tokenizer.endOfTurnId) {
        const scores = this.#row(tokens.at(-1) ?? last);
        const token = draw(scores, temperature, random);
        tokens.push(token);
        logprobs.push(scores[token] as number);
      }
      const stopReason = tokens.at(-1) === this.#tokenizer.endOfTurnId ? 'stop' : 'length';
      return { stopReason, tokens: Int32Array.from(tokens), logprobs: Float32Array.from(logprobs) };
    });
    return { sequences };
  }

  async computeLogprobs(prompt: tinker.ModelInput): Promise<Float32Array> {
    const tokens = tokensOf(prompt);
    return Float32Array.from(tokens, (token, i) =>
      i === 0 ? NaN : (this.#row(tokens[i - 1] as number)[token] as number),
    );
  }

  #row(token: number): Float64Array {
    return logSoftmax(this.#logits, token, this.#tokenizer.vocabSize);
  }
}

function draw(scores: Float64Array, temperature: number, random: Random): number {
  if (temperature === 0) return scores.indexOf(Math.max(...scores));
  const weights = scores.map((score) => Math.exp(score / temperature));
  let left = random.float() * weights.reduce((sum, weight) => sum + weight, 0);
  const drawn = weights.findIndex((weight) => (left -= weight) < 0);
  return drawn === -1 ? weights.length - 1 : drawn;
}

export class BigramTrainer implements tinker.TrainingClient {
  readonly state: State;
  /** The gradient so far; cleared by `optimStep`. */
  gradient: number[];
  /** What was carried out; a refused step is not. */
  readonly calls: string[] = [];
  #isBroken = false;
  readonly #tokenizer: tinker.Tokenizer;
  readonly #directory: string;
  readonly #contextLength: number;

  constructor(tokenizer: tinker.Tokenizer, directory: string, state?: Partial<State>, contextLength = 64) {
    const size = tokenizer.vocabSize ** 2;
    const zeros = (): number[] => new Array<number>(size).fill(0);
    this.state = { logits: zeros(), m: zeros(), v: zeros(), steps: 0, ...state };
    this.gradient = zeros();
    this.#tokenizer = tokenizer;
    this.#directory = directory;
    this.#contextLength = contextLength;
  }

  async forward(
    data: readonly tinker.Datum[],
    lossFn: tinker.LossFn,
    config: tinker.LossFnConfig = {},
  ): Promise<tinker.ForwardBackwardOutput> {
    this.calls.push(`forward ${lossFn}`);
    return this.#run(data, lossFn, config, false);
  }

  async forwardBackward(
    data: readonly tinker.Datum[],
    lossFn: tinker.LossFn,
    config: tinker.LossFnConfig = {},
  ): Promise<tinker.ForwardBackwardOutput> {
    this.calls.push(`forwardBackward ${lossFn}`);
    this.#isBroken = true;
    const output = this.#run(data, lossFn, config, true);
    this.#isBroken = false;
    return output;
  }

  #run(
    data: readonly tinker.Datum[],
    lossFn: tinker.LossFn,
    config: tinker.LossFnConfig,
    backward: boolean,
  ): tinker.ForwardBackwardOutput {
    const size = this.#tokenizer.vocabSize;
    let total = 0;
    const lossFnOutputs = data.map(({ modelInput, lossFnInputs }) => {
      const tokens = tokensOf(modelInput);
      if (tokens.length > this.#contextLength) throw new InputError('the datum exceeds the context');
      const at = (name: string, i: number): number => lossFnInputs[name]?.data[i] ?? 0;
      const logprobs = Float32Array.from(tokens, (token, i) => {
        const scores = logSoftmax(this.state.logits, token, size);
        const target = at('target_tokens', i);
        const l = scores[target] as number;
        const inputs = { weight: at('weights', i), q: at('logprobs', i), a: at('advantages', i) };
        const { loss, slope } = positionLoss(lossFn, l, inputs, config);
        total += loss;
        if (backward && slope !== 0) {
          scores.forEach((score, v) => {
            const place = token * size + v;
            this.gradient[place] =
              (this.gradient[place] as number) + slope * ((v === target ? 1 : 0) - Math.exp(score));
          });
        }
        // Like the local engine: a backward pass computes no logits where there is no loss.
        return backward && inputs.weight === 0 && inputs.a === 0 ? NaN : l;
      });
      return { logprobs };
    });
    // Like the local engine, here and in optimStep.
    if (backward && !Number.isFinite(total)) throw new DivergedError(`the loss is ${total}`);
    return { lossFnOutputs, metrics: { 'loss:sum': total } };
  }

  async optimStep(params: tinker.AdamParams): Promise<tinker.OptimStepOutput> {
    if (this.#isBroken) {
      this.#isBroken = false;
      this.gradient.fill(0);
      throw new FinR1Error('gradient', 'the forwardBackward before this step failed: no step was made');
    }
    this.calls.push('optimStep');
    const {
      learningRate,
      beta1 = 0.9,
      beta2 = 0.95,
      eps = 1e-12,
      weightDecay = 0,
      gradClipNorm = 0,
    } = params;
    const { logits, m, v } = this.state;
    const t = (this.state.steps += 1);
    const norm = Math.sqrt(this.gradient.reduce((sum, g) => sum + g * g, 0));
    const scale = gradClipNorm > 0 && norm > gradClipNorm ? gradClipNorm / norm : 1;
    this.gradient.forEach((raw, i) => {
      const g = raw * scale;
      m[i] = beta1 * (m[i] as number) + (1 - beta1) * g;
      v[i] = beta2 * (v[i] as number) + (1 - beta2) * g * g;
      const move = m[i] / (1 - beta1 ** t) / (Math.sqrt(v[i] / (1 - beta2 ** t)) + eps);
      logits[i] = (logits[i] as number) * (1 - learningRate * weightDecay) - learningRate * move;
    });
    this.gradient.fill(0);
    return { metrics: { 'grad_norm:mean': norm } };
  }

  async saveWeights(name: string, options?: { overwrite?: boolean }): Promise<{ path: string }> {
    const path = join(this.#directory, `${name}.json`);
    if (existsSync(path) && options?.overwrite !== true) throw new FinR1Error('exists', `${path} exists`);
    mkdirSync(this.#directory, { recursive: true });
    writeFileSync(path, JSON.stringify(this.state));
    return { path };
  }

  async saveWeightsForSampler(name: string, options?: { overwrite?: boolean }): Promise<{ path: string }> {
    return this.saveWeights(`sampler-${name}`, options);
  }

  async snapshotSampler(): Promise<tinker.SamplingClient> {
    this.calls.push('snapshotSampler');
    return new BigramSampler(this.state.logits, this.#tokenizer);
  }

  getInfo(): tinker.ModelInfo {
    const parameters = this.state.logits.length;
    const contextLength = this.#contextLength;
    return { modelName: 'bigram', parameters, isLora: false, loraRank: 0, contextLength };
  }

  getTokenizer(): tinker.Tokenizer {
    return this.#tokenizer;
  }
}

/** Opens what `saveWeights` wrote, optimiser included. */
export function loadBigram(tokenizer: tinker.Tokenizer, directory: string, path: string): BigramTrainer {
  return new BigramTrainer(tokenizer, directory, JSON.parse(readFileSync(path, 'utf8')) as State);
}
