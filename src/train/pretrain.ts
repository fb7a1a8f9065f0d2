/**
 * Pretraining: next-token cross-entropy over an endless stream of documents.
 *
 * The paper starts from Qwen2.5-7B-Instruct and has no such stage; a nano model made from nothing needs one. Each document is
 * a datum of its own, ended by end-of-text: the engine packs datums into rows without attention from one to another.
 */

import { z } from 'zod';
import { InputError } from '../core/errors.ts';
import { ChunkStream } from './chunk-stream.ts';
import type { NextDocument } from './chunk-stream.ts';
import { runStage } from './stage.ts';
import type { StageOptions, StageResult } from './stage.ts';
import { lossTokens, supervisedStep } from './supervised-step.ts';

export interface PretrainOptions extends StageOptions {
  next: NextDocument;
  /** Numbers of the documents from which on the text is of another kind: there the loss may jump. */
  newTextAt?: readonly number[];
  steps: number;
  /** Longest datum, in tokens after the first; longer documents are cut. */
  length: number;
  /** Tokens a step, at most, those without loss included: a document that would exceed them opens the next step. */
  tokensPerStep: number;
}

const positionSchema = z.object({ document: z.int(), chunk: z.int() }).nullable();

/**
 * Trains for `steps` steps. Rows: loss (nats per learnt token), documents, learntTokens, gradNorm, learningRate, tokens (those
 * without loss included), seconds, tokensPerSecond.
 * @throws InputError when the length does not fit the model or the step; see `runStage` for the others.
 */
export function pretrain(options: PretrainOptions): Promise<StageResult> {
  const { stage, seed, next, newTextAt = [], steps, length, tokensPerStep } = options;
  return runStage(options, (client, position) => {
    const { contextLength } = client.getInfo();
    requireFit(stage, length, 'the model’s context', contextLength);
    requireFit(stage, length, 'tokensPerStep', tokensPerStep);
    const source = { next, tokenizer: client.getTokenizer(), length, seed, stage };
    const stream = new ChunkStream(source, positionSchema.parse(position));
    return {
      steps,
      fingerprint: `${length}/${tokensPerStep}`,
      position: () => ({ ...stream.position }),
      run: async (context) => {
        const from = stream.position.document;
        const examples = stream.take(tokensPerStep);
        const to = stream.position.document;
        if (newTextAt.some((document) => document > from && document <= to)) context.watch.expectNewText();
        const { loss, gradNorm } = await supervisedStep(client, examples, context);
        const metrics = { documents: examples.length, learntTokens: lossTokens(examples), gradNorm };
        return { loss, tokens: examples.reduce((sum, { tokens }) => sum + tokens.length - 1, 0), metrics };
      },
    };
  });
}

function requireFit(stage: string, length: number, name: string, limit: number): void {
  if (length <= limit) return;
  throw new InputError(`${stage}: length ${length} exceeds ${name}, ${limit}`, {
    hint: `Set length to ${limit} or less.`,
  });
}
