/** What an answer says, without the token that ended it. */

import type { SampledSequence, Tokenizer } from './types.ts';

/**
 * The tokens of a sampled answer without its stop token. One within the answer stays, so that it is seen and breaks the
 * format, and so does the last token of an answer that was cut off.
 */
export function answerTokens(
  { tokens, stopReason }: Pick<SampledSequence, 'tokens' | 'stopReason'>,
  { stopIds }: Pick<Tokenizer, 'stopIds'>,
): Int32Array {
  const isEnded = stopReason === 'stop' && stopIds.includes(tokens.at(-1) ?? -1);
  return isEnded ? tokens.subarray(0, -1) : tokens;
}
