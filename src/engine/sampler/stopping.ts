/** When a generation ends: at a stop token, when a stop string is complete, or at its length limit. */

import type { SamplingParams } from '../../tinker/types.ts';
import type { HfTokenizer } from '../tokenizer/tokenizer.ts';

export interface StopRule {
  /** True when the row, whose newest token is the last, is complete. */
  isComplete(tokens: readonly number[]): boolean;
}

/** Absent `stop`: the model's own end tokens. Strings are looked for in the decoded text so far. */
export function stopRuleOf(
  stop: SamplingParams['stop'],
  tokenizer: Pick<HfTokenizer, 'stopIds' | 'decode'>,
): StopRule {
  const entries = stop ?? tokenizer.stopIds;
  const ids = new Set<number>();
  const texts: string[] = [];
  for (const entry of entries) {
    if (typeof entry === 'number') ids.add(entry);
    else texts.push(entry);
  }
  return {
    isComplete(tokens) {
      if (ids.has(tokens[tokens.length - 1] as number)) return true;
      if (texts.length === 0) return false;
      const text = tokenizer.decode(tokens, { keepSpecial: true });
      return texts.some((entry) => text.includes(entry));
    },
  };
}
