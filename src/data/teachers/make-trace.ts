/** A trace of an offline teacher: complete, free of cost, its text in the paper's output format. */

import { contentHash } from '../../core/ids.ts';
import type { Question } from '../../core/question.ts';
import type { Trace } from '../../core/trace.ts';
import { completionText } from '../completion.ts';

export interface Reasoned {
  /** One step a line. */
  steps: readonly string[];
  answer: string;
}

export function makeTrace(
  teacher: string,
  question: Question,
  sample: number,
  seed: number,
  { steps, answer }: Reasoned,
): Trace {
  const reasoning = steps.join('\n');
  return {
    questionId: question.id,
    sample,
    text: completionText(steps, answer),
    reasoning,
    answer,
    finishReason: 'stop',
    usage: { promptTokens: 0, completionTokens: 0 },
    model: teacher,
    requestKey: contentHash({ teacher, source: question.source, question: question.id, sample, seed }),
  };
}
