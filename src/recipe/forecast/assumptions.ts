/**
 * What the forecast of a run takes for granted, each figure with where it is from. All of it is printed with the forecast, since nothing
 * of it holds for every machine: a figure of one's own scales the result in proportion.
 */

/** One H100 with 80 GB (SXM). */
export const h100 = {
  /** bfloat16 without sparsity, NVIDIA's data sheet. */
  flops: 989e12,
  /**
   * Part of it that training reaches. Qwen's table has LoRA of Qwen-7B at 3,240 tokens a second on one A100, 32 % of its 312 TFLOP/s at
   * 4 × parameters a token.
   */
  utilisation: 0.3,
  bytes: 80e9,
  /**
   * Tokens a second that vLLM writes at 7.6e9 parameters in bfloat16. Measured elsewhere with Qwen3-8B on one H100: 2,815 (2,048 in, 2,048 out,
   * 40 users) to 13,322 (128 in, 1,024 out, 396 users), silybench-data of 2026-09-24; an adapter takes a third off (vLLM PR 11267).
   */
  sampled: 4000,
  /** Parameters for which `sampled` holds; smaller models write faster in proportion, up to four times. */
  sampledParameters: 7.6e9,
  sampledMost: 4,
  /** Seconds a token of one answer while many others are written. The longest answer of a step holds the step. */
  tokenSeconds: 0.02,
  /** Seconds a step of GRPO beside sampling and training: weights to the samplers, samplers asleep and awake, HTTP. */
  stepSeconds: 30,
  /** US dollars an hour: 2.69 to 4.29 on demand at four providers, 2026-09-25 (the same data). */
  dollars: 3.5,
} as const;

/** The hosted service: US dollars a million tokens of Qwen/Qwen3-8B, its models page as copied on 2026-10-07. */
export const hosted = { model: 'Qwen/Qwen3-8B', prefill: 0.195, sample: 0.6, train: 0.44 } as const;

/** The engine of this project on two cores of an AMD EPYC (Zen 5): `npm run bench -- train`, `-- sample` (docs/results.md). */
export const twoCores = {
  /** A second, counted as below, from 518–566 tokens/s (adapter) and 343–386 (all weights) at 134.5M parameters. */
  trainedFlops: 400e9,
  /** A second, 2 × parameters a token, from 974–1,092 tokens/s at 134.5M. */
  sampledFlops: 270e9,
} as const;

/**
 * Floating point operations a trained token, in parameters: 2 forward, 2 back through activations, 2 for what is computed again instead
 * of kept, and 2 for the gradient of the weights themselves, which an adapter spares. Attention's own products (3 % at 2,000 tokens of a
 * 7B model) are left out.
 */
export const trainedFlops = { adapter: 6, weights: 8 } as const;
export const scoredFlops = 2;

/** Tokens of a usual prompt by source, `estimatePromptTokens` over the rows that could be had: 95, 1,055, 9,539, 1,363, 100, 1,667. */
export const usualPrompts: Readonly<Record<string, number>> = {
  finqa: 1278,
  convfinqa: 1133,
  tfns: 55,
  'ant-finance': 121,
  finova: 104,
  'tat-qa': 589,
};
/** FinQA with its gold evidence alone, 863 rows. */
export const evidenceTokens = 311;
/** Sources of which no row could be had here. */
export const otherPromptTokens = 200;
