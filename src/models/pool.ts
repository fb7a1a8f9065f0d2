/**
 * Where stages get their models from: one cache, one set of limits, one purse for all of them.
 */

import type { TextModel } from './text-model.ts';

/** What one stage has asked of one model so far, this process and earlier ones of the same run apart. */
export interface StageUsage {
  stage: string;
  model: string;
  /** Requests answered by the provider. */
  requests: number;
  /** Requests answered from the cache, free of cost. */
  cached: number;
  /** Requests given up. */
  failed: number;
  promptTokens: number;
  completionTokens: number;
  /** US dollars; null where requests were answered whose price nobody knows. A row that asked nothing costs 0. */
  cost: number | null;
  /** US dollars, at most, of requests that may have been billed though no answer came. */
  lost: number;
}

export interface ModelPool {
  /** The model that a model string names; its requests are metered under `stage`. @throws InputError when there is none. */
  open(model: string, stage: string): Promise<TextModel>;
  usage(): StageUsage[];
  close(): Promise<void>;
}
