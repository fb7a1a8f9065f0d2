/**
 * Supervised fine-tuning: token cross-entropy on the assistant's completion only (paper §4.1), its end-of-turn token included,
 * so that the model learns to stop.
 *
 * Departures: the paper gives no epochs, rate or batch size; they are options. The mean is over the completion tokens of a
 * batch, not per sample, so long traces weigh by their length, as in LLaMA-Factory, the paper's framework.
 */

import { countOf, wordFor } from '../core/count-of.ts';
import { InputError } from '../core/errors.ts';
import { contentHash } from '../core/ids.ts';
import type { ChatMessage } from '../core/trace.ts';
import type { Tokenizer } from '../tinker/types.ts';
import { allInOrder } from './all-in-order.ts';
import { DataOrder } from './data-order.ts';
import { runStage } from './stage.ts';
import type { StageOptions, StageResult } from './stage.ts';
import type { JsonValue } from './stage-checkpoint.ts';
import { heldOutLoss, lossTokens, supervisedStep } from './supervised-step.ts';
import type { Example } from './supervised-step.ts';

export interface SftSample {
  messages: readonly ChatMessage[];
  /** What the assistant answers: reasoning and answer in their tags, without the end-of-turn token. */
  completion: string;
}

export interface SftOptions extends StageOptions {
  /** Samples longer than the model's context are left out, with a warning that counts them. */
  samples: readonly SftSample[];
  /** Passes over the samples, in another order each; also a part of one. */
  epochs: number;
  /** Samples a step; the last step may have fewer. */
  batchSize: number;
  /** Never trained on; their loss goes into the row of every `everySteps`-th step and of the last one. */
  heldOut?: { samples: readonly SftSample[]; everySteps: number };
}

/**
 * Trains for `epochs` passes. Rows: loss (nats per completion token), samples, gradNorm, heldOutLoss (where measured),
 * learningRate, tokens, seconds, tokensPerSecond.
 * @throws InputError when no sample fits the context; see `runStage` for the others.
 */
export function sft(options: SftOptions): Promise<StageResult> {
  const { stage, seed, samples, epochs, batchSize, heldOut } = options;
  return runStage(options, (client) => {
    const tokenizer = client.getTokenizer();
    const { contextLength } = client.getInfo();
    const examples = fitting(samples, tokenizer, contextLength, options);
    const unseen = heldOut ? fitting(heldOut.samples, tokenizer, contextLength, options) : [];
    const order = new DataOrder(seed, stage, examples.length);
    const total = Math.ceil(epochs * examples.length);
    const steps = Math.ceil(total / batchSize);
    return {
      steps,
      needsResults: false,
      fingerprint: contentHash(examples.map(({ tokens }) => [...tokens.subarray(-32)])),
      run: async (context) => {
        const from = context.step * batchSize;
        const batch = order.range(from, Math.min(total, from + batchSize)).map((i) => examples[i] as Example);
        const done = context.step + 1;
        const measure = heldOut !== undefined && (done % heldOut.everySteps === 0 || done === steps);
        const [{ loss, gradNorm }, unseenLoss] = await allInOrder([
          supervisedStep(client, batch, context),
          measure ? heldOutLoss(client, unseen) : Promise.resolve(null),
        ]);
        const metrics: Record<string, JsonValue> = {
          samples: batch.length,
          completionTokens: lossTokens(batch),
          gradNorm,
        };
        if (measure) metrics.heldOutLoss = unseenLoss;
        return { loss, tokens: batch.reduce((sum, { tokens }) => sum + tokens.length, 0), metrics };
      },
    };
  });
}

/** Prompt and completion are tokenised apart, as sampling sees them. */
function exampleOf(sample: SftSample, tokenizer: Tokenizer): Example {
  const prompt = tokenizer.encode(tokenizer.renderChat(sample.messages, { addGenerationPrompt: true }));
  const completion = tokenizer.encode(sample.completion);
  const tokens = new Int32Array(prompt.length + completion.length + 1);
  tokens.set(prompt);
  tokens.set(completion, prompt.length);
  tokens[tokens.length - 1] = tokenizer.endOfTurnId;
  return { tokens, learnt: new Uint8Array(tokens.length).fill(1, prompt.length) };
}

function fitting(
  samples: readonly SftSample[],
  tokenizer: Tokenizer,
  contextLength: number,
  { stage, warn }: Pick<SftOptions, 'stage' | 'warn'>,
): Example[] {
  const all = samples.map((sample) => exampleOf(sample, tokenizer));
  const examples = all.filter(({ tokens }) => tokens.length <= contextLength);
  if (examples.length === 0) {
    throw new InputError(
      `${stage}: none of ${countOf(all.length, 'sample')} fits the context of ${contextLength} tokens`,
      {
        hint: 'Use a model with a longer context, or check that the data set is not empty.',
      },
    );
  }
  const left = all.length - examples.length;
  if (left > 0) {
    warn?.(
      `${stage}: ${left} of ${countOf(all.length, 'sample')} ${wordFor(left, 'exceeds', 'exceed')} the context of ${contextLength} tokens, left out`,
    );
  }
  return examples;
}
