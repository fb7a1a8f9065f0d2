/**
 * GGUF files through llama.cpp, by the package `node-llama-cpp`. It is an optional peer: whoever names a `gguf:` model installs it beside
 * fin-r1, everyone else is spared its hundreds of megabytes.
 *
 * A model has a fixed number of sequences, which llama.cpp works on as one batch; requests beyond them wait.
 */

import { availableParallelism } from 'node:os';
import { InputError } from '../core/errors.ts';
import { isThere } from '../core/file-errors.ts';
import type { ChatMessage, FinishReason } from '../core/trace.ts';
import type { LlamaLibrary, LlamaModel, LlamaSequence, Token } from './llama-library.ts';
import { requestKey } from './request-key.ts';
import { PromptTooLongError, type Generation, type GenerationParams, type TextModel } from './text-model.ts';

export interface GgufOptions {
  /** Answers made at once. */
  sequences?: number;
  /** Tokens of prompt and answer together; at most what the model was trained for. */
  contextLength?: number;
  /** Is told when a GPU could have been used and was not. */
  warn?: (message: string) => void;
  /** Gives the package; for tests. */
  load?: () => Promise<LlamaLibrary>;
}

const SEQUENCES = 8;
const CONTEXT_LENGTH = 4096;
const PACKAGE = 'node-llama-cpp';

async function installed(): Promise<LlamaLibrary> {
  try {
    return (await import(PACKAGE)) as LlamaLibrary;
  } catch (cause) {
    throw new InputError(`gguf: models need the package ${PACKAGE}, which cannot be loaded`, {
      code: 'missing-package',
      hint: `Install it beside fin-r1: npm install ${PACKAGE}. Or serve the file with llama.cpp and name it as http://localhost:8080/v1#NAME.`,
      cause,
    });
  }
}

function warnOnStderr(message: string): void {
  process.stderr.write(`warning: ${message}\n`);
}

/** @throws InputError when the file or the package is not there, or llama.cpp cannot read the file. */
export async function openGguf(
  path: string,
  options: GgufOptions = {},
): Promise<TextModel & { close(): Promise<void> }> {
  const { sequences = SEQUENCES, warn = warnOnStderr, load = installed } = options;
  if (!isThere(path)) {
    throw new InputError(`gguf:${path}: there is no such file`, { code: 'model', hint: 'Check the path.' });
  }
  const library = await load();
  const llama = await library.getLlama({ gpu: 'auto', build: 'never', logLevel: 'error' });
  if (llama.gpu === false) warn(`gguf:${path} runs on the CPU: llama.cpp found no GPU that it can use`);
  const model = await llama.loadModel({ modelPath: path }).catch((cause: unknown) => {
    throw new InputError(
      `gguf:${path} cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        code: 'model',
        hint: 'Fetch the file again, or use a version of node-llama-cpp that knows its architecture.',
        cause,
      },
    );
  });
  const contextLength = Math.min(options.contextLength ?? CONTEXT_LENGTH, model.trainContextSize);
  // llama.cpp's threads wait for each other by spinning: with a core taken away by others they stand still.
  const threads = Math.max(1, availableParallelism() - 1);
  const context = await model.createContext({ sequences, contextSize: contextLength, threads });
  const id = `gguf:${path}`;
  const free = Array.from({ length: sequences }, () => context.getSequence());
  const waiting: ((sequence: LlamaSequence) => void)[] = [];
  const take = (): Promise<LlamaSequence> => {
    const sequence = free.pop();
    return sequence === undefined
      ? new Promise((resolve) => waiting.push(resolve))
      : Promise.resolve(sequence);
  };
  const give = (sequence: LlamaSequence): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(sequence);
    else next(sequence);
  };
  const answer = async (
    prompt: readonly Token[],
    params: GenerationParams,
    sample: number,
  ): Promise<{ text: string; finishReason: FinishReason; completionTokens: number }> => {
    const sequence = await take();
    try {
      const maxTokens = Math.min(params.maxTokens, contextLength - prompt.length);
      return await complete(library, model, sequence, prompt, { ...params, maxTokens }, sample);
    } finally {
      await sequence.clearHistory();
      give(sequence);
    }
  };
  return {
    id,
    async generate(messages, params, numSamples) {
      const prompt = promptTokens(library, model, messages);
      if (prompt.length >= contextLength) throw new PromptTooLongError(id, prompt.length, contextLength);
      return Promise.all(
        Array.from({ length: numSamples }, async (_, sample): Promise<Generation> => ({
          ...(await answer(prompt, params, sample)),
          promptTokens: prompt.length,
          requestKey: requestKey(id, messages, params, sample),
        })),
      );
    },
    async close() {
      await context.dispose();
      await model.dispose();
    },
  };
}

/** The conversation in the model's own chat template, up to where its answer begins. */
function promptTokens(library: LlamaLibrary, model: LlamaModel, messages: readonly ChatMessage[]): Token[] {
  const chatHistory = messages.map(({ role, content }) =>
    role === 'assistant' ? { type: 'model', response: [content] } : { type: role, text: content },
  );
  const wrapper = library.resolveChatWrapper(model);
  const { contextText } = wrapper.generateContextState({
    chatHistory: [...chatHistory, { type: 'model', response: [] }],
  });
  return contextText.tokenize(model.tokenizer);
}

async function complete(
  library: LlamaLibrary,
  model: LlamaModel,
  sequence: LlamaSequence,
  prompt: readonly Token[],
  { maxTokens, temperature, topP, topK, seed, jsonSchema }: GenerationParams,
  sample: number,
): Promise<{ text: string; finishReason: FinishReason; completionTokens: number }> {
  const grammar =
    jsonSchema === undefined ? undefined : await model.llama.createGrammarForJsonSchema(jsonSchema.schema);
  const grammarEvaluationState =
    grammar === undefined ? undefined : new library.LlamaGrammarEvaluationState({ model, grammar });
  const tokens: Token[] = [];
  // The library ends by itself at the token that ends the turn, without giving it.
  let finishReason: FinishReason = 'stop';
  const generated = sequence.evaluate([...prompt], {
    temperature,
    topP,
    topK,
    seed: (seed + sample) >>> 0,
    ...(grammarEvaluationState && { grammarEvaluationState }),
  });
  for await (const token of generated) {
    tokens.push(token);
    if (tokens.length < maxTokens) continue;
    finishReason = 'length';
    break;
  }
  const text = model.detokenize(tokens, true);
  return { text, finishReason, completionTokens: tokens.length + (finishReason === 'stop' ? 1 : 0) };
}
