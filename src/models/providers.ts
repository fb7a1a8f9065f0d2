/** The providers that a model string may name, each with what is documented of it. */

export interface Provider {
  baseUrl: string;
  /** Environment variable of the key. */
  keyVariable: string;
  /** `schema`: enforces a JSON schema. `object`: only that it is JSON. */
  json: 'schema' | 'object';
  /** Takes `top_k`. */
  topK: boolean;
  /** Has OpenAI's batch API, at this share of the price. */
  batchPriceFactor?: number;
}

export const providers: Readonly<Record<string, Provider>> = {
  deepseek: {
    baseUrl: 'https://api.deepseek.com',
    keyVariable: 'DEEPSEEK_API_KEY',
    json: 'object',
    topK: false,
  },
  openai: {
    baseUrl: 'https://api.openai.com/v1',
    keyVariable: 'OPENAI_API_KEY',
    json: 'schema',
    topK: false,
    batchPriceFactor: 0.5,
  },
  dashscope: {
    baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
    keyVariable: 'DASHSCOPE_API_KEY',
    json: 'object',
    topK: true,
  },
  openrouter: {
    baseUrl: 'https://openrouter.ai/api/v1',
    keyVariable: 'OPENROUTER_API_KEY',
    json: 'schema',
    topK: true,
  },
};

/** Key of a server named by its URL; it may need none. */
export const SERVER_KEY_VARIABLE = 'FIN_R1_API_KEY';
