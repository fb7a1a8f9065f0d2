/** What is used of `node-llama-cpp` (3.x), which is not among the dependencies: its types as far as `gguf-model.ts` needs them. */

export type Token = number;

export interface LlamaSequence {
  evaluate(
    tokens: Token[],
    options: {
      temperature: number;
      topP: number | undefined;
      topK: number | undefined;
      seed: number;
      grammarEvaluationState?: object;
    },
  ): AsyncIterable<Token>;
  clearHistory(): Promise<void>;
}

export interface LlamaModel {
  readonly llama: Llama;
  readonly tokenizer: unknown;
  readonly trainContextSize: number;
  createContext(options: { sequences: number; contextSize: number; threads: number }): Promise<{
    getSequence(): LlamaSequence;
    dispose(): Promise<void>;
  }>;
  detokenize(tokens: readonly Token[], specialTokens: boolean): string;
  dispose(): Promise<void>;
}

export interface Llama {
  /** `cuda`, `vulkan`, `metal`, or false for the CPU. */
  readonly gpu: string | false;
  loadModel(options: { modelPath: string }): Promise<LlamaModel>;
  createGrammarForJsonSchema(schema: object): Promise<object>;
}

export interface LlamaLibrary {
  getLlama(options: { gpu: 'auto'; build: 'never'; logLevel: 'error' }): Promise<Llama>;
  resolveChatWrapper(model: LlamaModel): {
    generateContextState(options: { chatHistory: readonly object[] }): {
      contextText: { tokenize(tokenizer: unknown): Token[] };
    };
  };
  LlamaGrammarEvaluationState: new (options: { model: LlamaModel; grammar: object }) => object;
}
