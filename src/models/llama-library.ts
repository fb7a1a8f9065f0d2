/** What is used of `node-llama-cpp` (3.x), which is not among the dependencies: its types as far as `gguf-model.ts` needs them. */

export type Token = number;

export interface LlamaSequence {
  /** Tokens in its memory. */
  readonly nextTokenIndex: number;
  compareContextTokens(tokens: readonly Token[]): { firstDifferentIndex: number };
  /** Forgets what differs from `tokens`. */
  adaptStateToTokens(tokens: readonly Token[], allowShift: boolean): Promise<void>;
  /** Reads `tokens` into its memory, then gives new ones up to the end of the turn, which is not given. */
  evaluate(
    tokens: Token[],
    options: {
      temperature: number;
      /** Null: none; left out, the library takes its own values, 0.95 and 40. */
      topP: number | null;
      topK: number | null;
      seed: number;
      grammarEvaluationState?: object;
      /** The token that ends the turn is given too, and so is what would follow it. */
      yieldEogToken?: boolean;
    },
  ): AsyncIterable<Token>;
}

export interface LlamaContext {
  getSequence(): LlamaSequence;
}

export interface LlamaModel {
  readonly fileInfo: { readonly metadata: { readonly tokenizer?: { readonly chat_template?: string } } };
  readonly tokens: {
    readonly bosString: string | null;
    readonly eosString: string | null;
    readonly shouldPrependBosToken: boolean;
  };
  readonly trainContextSize: number;
  createContext(options: {
    sequences: number;
    contextSize: number;
    threads: number;
    /** Fused attention, which rounds on the way; where it pays by default. */
    flashAttention?: boolean;
    /** Types of the cached keys and values; F16 by default. */
    experimentalKvCacheKeyType?: 'F32';
    experimentalKvCacheValueType?: 'F32';
  }): Promise<LlamaContext>;
  /** Whether a token ends a turn or a text. */
  isEogToken(token: Token): boolean;
  tokenize(text: string, specialTokens: boolean): Token[];
  detokenize(tokens: readonly Token[], specialTokens: boolean): string;
}

export interface Llama {
  /** `cuda`, `vulkan`, `metal`, or false for the CPU. */
  readonly gpu: string | false;
  loadModel(options: { modelPath: string }): Promise<LlamaModel>;
  /** Its grammars give the JSON, then nothing but line feeds, four at least. */
  createGrammarForJsonSchema(schema: object): Promise<object>;
  /** Frees everything that was made with it; what is still being generated ends with an error. */
  dispose(): Promise<void>;
}

export interface LlamaLibrary {
  getLlama(options: { gpu: 'auto' | false; build: 'never'; logLevel: 'error' }): Promise<Llama>;
  LlamaGrammarEvaluationState: new (options: { model: LlamaModel; grammar: object }) => object;
}
