/** `prompt_logprobs_last_n` of a sample request: the end of the prompt alone is told of. */

import { ABSENT_LOGPROB } from '../../../tinker/wire/sample-response.ts';
import type { SampleOutputs } from '../../../tinker/wire/sample-response.ts';

/** The answer without what was told of the prompt before its last `count` tokens. */
export function lastOf(answer: SampleOutputs, count: number): SampleOutputs {
  const { promptLogprobs, topkPromptLogprobs: top } = answer;
  promptLogprobs?.fill(NaN, 0, Math.max(0, promptLogprobs.length - count));
  const cells = top === undefined ? 0 : Math.max(0, top.length - count) * top.k;
  top?.tokenIds.fill(0, 0, cells);
  top?.logprobs.fill(ABSENT_LOGPROB, 0, cells);
  return answer;
}
