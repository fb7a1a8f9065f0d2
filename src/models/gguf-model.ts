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
import type { TemplateMessage } from '../engine/index.ts';
import type { Llama, LlamaLibrary, LlamaModel, LlamaSequence, Token } from './llama-library.ts';
import { LlamaSequences } from './llama-sequences.ts';
import { LlamaText } from './llama-text.ts';
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
export async function openGguf(path: string, options: GgufOptions = {}): Promise<GgufModel> {
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

/** A prompt as the model reads it. */
export interface GgufPrompt {
  tokens: Token[];
  /** What its template opens and the answer goes on with. */
  opened: string;
}

/** How an answer is followed while it is written. */
interface Following {
  /** Hears each piece of the text, without what the prompt opened. False: enough. */
  told?: (piece: string) => boolean;
  signal?: AbortSignal;
}

export class GgufModel implements TextModel {
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
    const prompt = this.promptOf(messages);
    return Promise.all(
      Array.from({ length: numSamples }, async (_, sample) => ({
        ...(await this.write(prompt, params, sample)),
        promptTokens: prompt.tokens.length,
        requestKey: requestKey(this.id, messages, params, sample),
      })),
    );
  }

  get contextLength(): number {
    return this.#loaded.contextLength;
  }

  get template(): ChatTemplate {
    return this.#loaded.template;
  }

  /** A text, or a conversation in the model's own chat template, up to where its answer begins. @throws PromptTooLongError. */
  promptOf(prompt: readonly TemplateMessage[] | string, tools: readonly object[] | null = null): GgufPrompt {
    const { model, template, contextLength } = this.#loaded;
    const { bosString, shouldPrependBosToken } = model.tokens;
    const text = typeof prompt === 'string' ? prompt : template.render(prompt, true, tools);
    const begin = shouldPrependBosToken && bosString !== null && !text.startsWith(bosString) ? bosString : '';
    const tokens = model.tokenize(begin + text, typeof prompt !== 'string');
    if (tokens.length >= contextLength) {
      const most = model.trainContextSize;
      const hint =
        contextLength < most
          ? `Ask for a longer context (--context, up to ${most}), or shorten the prompt.`
          : undefined;
      throw new PromptTooLongError(this.id, tokens.length, contextLength, hint);
    }
    return { tokens, opened: typeof prompt === 'string' ? '' : openedThought(text) };
  }

  /** Writes one answer, of at most as many tokens as there is room for. */
  async write(
    prompt: GgufPrompt,
    params: GenerationParams,
    sample: number,
    following: Following = {},
  ): Promise<Pick<Generation, 'text' | 'finishReason' | 'completionTokens'>> {
    const room = this.#loaded.contextLength - prompt.tokens.length;
    const held = { ...params, maxTokens: Math.min(params.maxTokens, room) };
    // Under a grammar nothing is thought.
    const opened = params.jsonSchema ? '' : prompt.opened;
    return this.#sequences.use(prompt.tokens, (sequence) =>
      this.#answer(sequence, { tokens: prompt.tokens, opened }, held, sample, following),
    );
  }

  async close(): Promise<void> {
    this.#sequences.close(new InterruptedError(`${this.id} was closed`));
    await this.#loaded.llama.dispose();
  }

  async #answer(
    sequence: LlamaSequence,
    { tokens: prompt, opened }: GgufPrompt,
    params: GenerationParams,
    sample: number,
    { told, signal }: Following,
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
    const decoder = told && new LlamaText(model);
    for await (const token of generated) {
      signal?.throwIfAborted();
      tokens.push(token);
      this.#loaded.onToken?.();
      if (decoder && told?.(decoder.push(token)) === false) {
        endTokens = 0;
        break;
      }
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
