/**
 * Pretraining: next-token cross-entropy over an endless stream of documents.
 *
 * The paper starts from Qwen2.5-7B-Instruct and has no such stage; a nano model made from nothing needs one. Each document is
 * a datum of its own, ended by end-of-text: the engine packs datums into rows without attention from one to another.
 */

import { z } from 'zod';
import { InputError } from '../core/errors.ts';
import type { Random } from '../core/random.ts';
import { ChunkStream } from './chunk-stream.ts';
import type { Document } from './chunk-stream.ts';
import { Curriculum, curriculumStateSchema } from './curriculum.ts';
import type { Phase } from './curriculum.ts';
import { runStage } from './stage.ts';
import type { StageOptions, StageResult } from './stage.ts';
import { lossTokens, supervisedStep } from './supervised-step.ts';

export interface PretrainOptions extends StageOptions {
  /** Makes document `index` of the stream as the phase of the curriculum, counted from 0, wants it. */
  next: (random: Random, index: number, phase: number) => Document;
  /** Default: one, which lasts as long as the stage. */
  phases?: readonly Phase[];
  steps: number;
  /** Longest datum, in tokens after the first; longer documents are cut. */
  length: number;
  /** Tokens a step, at most, those without loss included: a document that would exceed them opens the next step. */
  tokensPerStep: number;
}

const positionSchema = z
  .object({ document: z.int(), chunk: z.int(), curriculum: curriculumStateSchema })
  .nullable();

/**
 * Trains for `steps` steps. Rows: loss (nats per learnt token), losses (the same by kind of document), phase, documents,
 * learntTokens, gradNorm, learningRate, tokens (those without loss included), seconds, tokensPerSecond.
 * @throws InputError when the length does not fit the model or the step; see `runStage` for the others.
 */
export function pretrain(options: PretrainOptions): Promise<StageResult> {
  const { stage, seed, next, phases = [], steps, length, tokensPerStep } = options;
  return runStage(options, (client, position) => {
    const { contextLength } = client.getInfo();
    requireFit(stage, length, 'the model’s context', contextLength);
    requireFit(stage, length, 'tokensPerStep', tokensPerStep);
    const place = positionSchema.parse(position);
    const curriculum = new Curriculum(phases, place?.curriculum);
    const source = {
      next: (random: Random, index: number) => next(random, index, curriculum.phase),
      ...{ tokenizer: client.getTokenizer(), length, seed, stage },
    };
    const stream = new ChunkStream(source, place);
    return {
      steps,
      // A phase ends by what the step before gave.
      needsResults: phases.length > 1,
      fingerprint: `${length}/${tokensPerStep}`,
      position: () => ({ ...stream.position, curriculum: curriculum.state }),
      run: async (context) => {
        const { phase } = curriculum;
        const examples = stream.take(tokensPerStep);
        const { loss, losses, gradNorm } = await supervisedStep(client, examples, context);
        if (curriculum.observe(losses)) {
          stream.turn();
          context.watch.expectNewText();
        }
        const counts = { documents: examples.length, learntTokens: lossTokens(examples) };
        const metrics = { losses: Object.fromEntries(losses), phase, ...counts, gradNorm };
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
