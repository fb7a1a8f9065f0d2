/** A GGUF file asked through llama.cpp, token by token, as the proof of an export asks it. */

import { availableParallelism } from 'node:os';
import { templateOf } from '../gguf-model.ts';
import { InterruptedError } from '../../core/errors.ts';
import type { LlamaLibrary, LlamaSequence } from '../llama-library.ts';
import { LlamaSequences } from '../llama-sequences.ts';
import { startedLlama } from '../start-llama.ts';
import type { GreedyModel } from './greedy-model.ts';

/** Answers made at once, as one batch. */
const SEQUENCES = 8;

/** `contextLength`: tokens of the longest prompt with its answer. @throws InputError when llama.cpp does not run here, or the file has no chat template. */
export async function llamaGreedyModel(
  path: string,
  library: LlamaLibrary,
  options: { contextLength: number; endIds: readonly number[] },
): Promise<GreedyModel & { close(): Promise<void> }> {
  const llama = await startedLlama(library);
  try {
    const model = await llama.loadModel({ modelPath: path });
    const template = templateOf(model, path);
    const contextSize = Math.min(options.contextLength, model.trainContextSize);
    const threads = Math.max(1, availableParallelism() - 1);
    const context = await model.createContext({
      ...{ sequences: SEQUENCES, contextSize, threads },
      // A 16-bit cache and fused attention, llama.cpp's defaults, each make greedy answers part from the source's.
      flashAttention: false,
      ...{ experimentalKvCacheKeyType: 'F32', experimentalKvCacheValueType: 'F32' },
    });
    const sequences = new LlamaSequences(Array.from({ length: SEQUENCES }, () => context.getSequence()));
    const { bosString, shouldPrependBosToken } = model.tokens;
    const answer = async (
      sequence: LlamaSequence,
      prompt: readonly number[],
      maxTokens: number,
    ): Promise<Int32Array> => {
      // One token of the prompt is always read anew: the first new one comes out of it.
      await sequence.adaptStateToTokens(prompt.slice(0, -1), false);
      const generated = sequence.evaluate(prompt.slice(sequence.nextTokenIndex), {
        ...{ temperature: 0, topP: null, topK: null, seed: 0 },
        yieldEogToken: true,
      });
      const out: number[] = [];
      for await (const token of generated) {
        out.push(token);
        if (out.length === maxTokens || model.isEogToken(token)) break;
      }
      return Int32Array.from(out);
    };
    return {
      endIds: options.endIds.filter((id) => model.isEogToken(id)),
      render: (messages) => template.render(messages, true),
      encode(text) {
        const isMissing = shouldPrependBosToken && bosString !== null && !text.startsWith(bosString);
        return Int32Array.from(model.tokenize((isMissing ? bosString : '') + text, true));
      },
      continue(tokens, maxTokens) {
        const prompt = [...tokens];
        return sequences.use(prompt, (sequence) => answer(sequence, prompt, maxTokens));
      },
      async close() {
        sequences.close(new InterruptedError(`${path} was closed`));
        await llama.dispose();
      },
    };
  } catch (error) {
    await llama.dispose();
    throw error;
  }
}
