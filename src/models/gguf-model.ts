/**
 * GGUF files through llama.cpp, by the package `node-llama-cpp`. It is an optional peer: whoever names a `gguf:` model installs it beside
 * fin-r1, everyone else is spared its hundreds of megabytes.
 *
 * Answers of one seed are the same again as long as the batch they are in is: llama.cpp adds up in another order with other neighbours.
 * It applies `topK` and `topP` before the temperature. With `jsonSchema` nothing but such JSON can be generated, so no thinking either.
 */

import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { InputError, InterruptedError } from '../core/errors.ts';
import { isThere } from '../core/file-errors.ts';
import type { ChatMessage, FinishReason } from '../core/trace.ts';
import { ChatTemplate } from '../engine/index.ts';
import type { Llama, LlamaLibrary, LlamaModel, LlamaSequence, Token } from './llama-library.ts';
import { LlamaSequences } from './llama-sequences.ts';
import { requestKey } from './request-key.ts';
import { fittingLoad } from './memory/gguf-load.ts';
import type { MachineMemory } from './memory/machine-memory.ts';
import { openedThought } from './split-thinking.ts';
import { installedLlama, LLAMA_PACKAGE, startedLlama } from './start-llama.ts';
import { PromptTooLongError, type Generation, type GenerationParams, type TextModel } from './text-model.ts';

export interface GgufOptions {
  /** Answers made at once; each holds memory for a whole context. */
  sequences?: number;
  /** Tokens of prompt and answer together; at most what the model was trained for. */
  contextLength?: number;
  /** The model string, where it is not `gguf:` and the path. */
  id?: string;
  /** Is told when no GPU can be used, and when less than was asked for fits into memory. */
  warn?: (message: string) => void;
  /** Is told of every token, for a sign of life. */
  onToken?: () => void;
  /** Gives the package; for tests. */
  load?: () => Promise<LlamaLibrary>;
  /** For tests. */
  machine?: MachineMemory;
}

const SEQUENCES = 8;
const CONTEXT_LENGTH = 4096;
/** What a grammar goes on with when its JSON is complete. */
const AFTER_JSON = '\n'.repeat(4);

/** @throws InputError when there is no such file. */
export function checkGguf(path: string, id = `gguf:${path}`): void {
  if (!isThere(path)) {
    throw new InputError(`${id}: there is no such file`, { code: 'model', hint: 'Check the path.' });
  }
  if (statSync(path).isDirectory()) {
    throw new InputError(`${id} is a folder`, { code: 'model', hint: 'Name the .gguf file in it.' });
  }
}

/** @throws InputError when the file or the package is not there, or llama.cpp cannot use the file. */
export async function openGguf(
  path: string,
  options: GgufOptions = {},
): Promise<TextModel & { close(): Promise<void> }> {
  const { id = `gguf:${path}`, warn = warnOnStderr, load = () => installedLlama() } = options;
  checkGguf(path, id);
  const library = await load();
  const llama = await startedLlama(library);
  const wanted = {
    sequences: options.sequences ?? SEQUENCES,
    contextLength: options.contextLength ?? CONTEXT_LENGTH,
  };
  try {
    if (llama.gpu === false) warn(`${id} runs on the CPU: llama.cpp found no GPU that it can use`);
    // On a GPU the weights are not in this memory; llama.cpp itself looks whether they fit there.
    const isContextAsked = options.contextLength !== undefined;
    const { sequences, contextLength: fitting } =
      llama.gpu === false
        ? await fittingLoad(path, wanted, { id, isContextAsked, warn, machine: options.machine })
        : wanted;
    const model = await llama.loadModel({ modelPath: path });
    const template = templateOf(model, id);
    const contextLength = Math.min(fitting, model.trainContextSize);
    // llama.cpp's threads wait for each other by spinning: with a core taken away by others they stand still.
    const threads = Math.max(1, availableParallelism() - 1);
    const context = await model.createContext({ sequences, contextSize: contextLength, threads });
    const all = Array.from({ length: sequences }, () => context.getSequence());
    const { onToken } = options;
    const loaded = { id, library, llama, model, template, contextLength, onToken };
    return new GgufModel(loaded, new LlamaSequences(all));
  } catch (cause) {
    await llama.dispose();
    if (cause instanceof InputError) throw cause;
    throw new InputError(
      `${id} cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        code: 'model',
        hint: `Fetch the file again, free memory, or use a version of ${LLAMA_PACKAGE} that knows the architecture.`,
        cause,
      },
    );
  }
}

interface LoadedGguf {
  id: string;
  library: LlamaLibrary;
  llama: Llama;
  model: LlamaModel;
  template: ChatTemplate;
  contextLength: number;
  onToken: (() => void) | undefined;
}

class GgufModel implements TextModel {
  readonly id: string;
  readonly #loaded: LoadedGguf;
  readonly #sequences: LlamaSequences;
  /** By the schema's JSON. */
  readonly #grammars = new Map<string, Promise<object>>();

  constructor(loaded: LoadedGguf, sequences: LlamaSequences) {
    this.id = loaded.id;
    this.#loaded = loaded;
    this.#sequences = sequences;
  }

  async generate(
    messages: readonly ChatMessage[],
    params: GenerationParams,
    numSamples: number,
  ): Promise<Generation[]> {
    const { text, tokens: prompt } = this.#promptOf(messages);
    // Under a grammar nothing is thought.
    const opened = params.jsonSchema ? '' : openedThought(text);
    const room = this.#loaded.contextLength - prompt.length;
    if (room < 1) throw new PromptTooLongError(this.id, prompt.length, this.#loaded.contextLength);
    const held = { ...params, maxTokens: Math.min(params.maxTokens, room) };
    return Promise.all(
      Array.from({ length: numSamples }, async (_, sample) => ({
        ...(await this.#sequences.use(prompt, (sequence) =>
          this.#answer(sequence, prompt, held, sample, opened),
        )),
        promptTokens: prompt.length,
        requestKey: requestKey(this.id, messages, params, sample),
      })),
    );
  }

  async close(): Promise<void> {
    this.#sequences.close(new InterruptedError(`${this.id} was closed`));
    await this.#loaded.llama.dispose();
  }

  /** The conversation in the model's own chat template, up to where its answer begins. */
  #promptOf(messages: readonly ChatMessage[]): { text: string; tokens: Token[] } {
    const { model, template } = this.#loaded;
    const { bosString, shouldPrependBosToken } = model.tokens;
    const text = template.render(messages, true);
    const begin = shouldPrependBosToken && bosString !== null && !text.startsWith(bosString) ? bosString : '';
    return { text, tokens: model.tokenize(begin + text, true) };
  }

  async #answer(
    sequence: LlamaSequence,
    prompt: readonly Token[],
    params: GenerationParams,
    sample: number,
    opened: string,
  ): Promise<Pick<Generation, 'text' | 'finishReason' | 'completionTokens'>> {
    const { model } = this.#loaded;
    const grammar = params.jsonSchema && (await this.#grammarState(params.jsonSchema.schema));
    // One token of the prompt is always read anew: the first new one comes out of it.
    await sequence.adaptStateToTokens(prompt.slice(0, -1), false);
    const generated = sequence.evaluate(prompt.slice(sequence.nextTokenIndex), {
      temperature: params.temperature,
      topP: params.topP ?? null,
      topK: params.topK ?? null,
      seed: (params.seed + sample) >>> 0,
      ...(grammar && { grammarEvaluationState: grammar }),
    });
    const tokens: Token[] = [];
    let finishReason: FinishReason = 'stop';
    let endTokens = 1;
    for await (const token of generated) {
      tokens.push(token);
      this.#loaded.onToken?.();
      if (grammar && model.detokenize(tokens.slice(-AFTER_JSON.length), true).endsWith(AFTER_JSON)) {
        endTokens = 0;
        break;
      }
      if (tokens.length < params.maxTokens) continue;
      finishReason = 'length';
      endTokens = 0;
      break;
    }
    const text = model.detokenize(tokens, true);
    return {
      text: grammar ? text.trimEnd() : opened + text,
      finishReason,
      completionTokens: tokens.length + endTokens,
    };
  }

  async #grammarState(schema: object): Promise<object> {
    const { library, llama, model } = this.#loaded;
    const key = JSON.stringify(schema);
    const grammar = this.#grammars.get(key) ?? llama.createGrammarForJsonSchema(schema);
    this.#grammars.set(key, grammar);
    return new library.LlamaGrammarEvaluationState({ model, grammar: await grammar });
  }
}

/** @throws InputError when the file holds none. */
export function templateOf({ fileInfo, tokens }: LlamaModel, id: string): ChatTemplate {
  const source = fileInfo.metadata.tokenizer?.chat_template;
  if (source === undefined) {
    throw new InputError(`${id} holds no chat template, so that it cannot be asked as a chat`, {
      code: 'model',
      hint: 'Use an instruction-tuned model, or convert it again with its tokenizer_config.json.',
    });
  }
  return new ChatTemplate(source, id, {
    ...(tokens.bosString !== null && { bos_token: tokens.bosString }),
    ...(tokens.eosString !== null && { eos_token: tokens.eosString }),
  });
}

function warnOnStderr(message: string): void {
  process.stderr.write(`warning: ${message}\n`);
}
