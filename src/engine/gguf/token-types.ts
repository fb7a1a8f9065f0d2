/** What kind of token each id is: `llama_token_type` of llama.h, as `tokenizer.ggml.token_type` holds it. */
export const tokenTypes = { normal: 1, unknown: 2, control: 3, userDefined: 4, unused: 5 } as const;
