/** Whether a request brought anything to judge. What was withheld or came back empty is no attempt: it says nothing of who was asked. */

import type { FinishReason, Trace } from '../core/trace.ts';

/** Why a generation is none; null where there is something in it. What the length limit cut off has at least begun. */
export function missingAnswer(text: string, finishReason: FinishReason): string | null {
  if (finishReason === 'filtered') return 'the provider withheld the answer';
  return text.trim() === '' && finishReason !== 'length' ? 'the answer is empty' : null;
}

export function missingTrace({ reasoning, answer, finishReason }: Trace): string | null {
  return answer === null ? missingAnswer(reasoning, finishReason) : null;
}
