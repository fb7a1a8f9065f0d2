/** Answers, and page functions as the page gets them, for the tests of the explorer. */

import { tableQuestion } from '../../test-fixture.ts';
import type { EvaluatedAnswer } from '../../sample-rows.ts';

/** An answer to table question `index`; the prompt is the question's own. */
export function answerTo(index: number, changes: Partial<EvaluatedAnswer> = {}): EvaluatedAnswer {
  const { id, cluster, category, language, texts, tables, history, question, reference } =
    tableQuestion(index);
  return {
    kind: 'answer',
    stage: 'model-a',
    benchmark: 'bench-table',
    questionId: id,
    cluster,
    category,
    language,
    sample: 0,
    prompt: `prompt ${index}`,
    text: `<think>\n${55 + 2 * index} - ${40 + index} = ${15 + index}\n</think>\n<answer>\n${15 + index}\n</answer>`,
    verdict: 'correct',
    rule: 'number:exact',
    reason: 'equal',
    formatValid: true,
    source: { texts, tables, history, question },
    reference,
    gold: String(15 + index),
    predicted: null,
    promptTokens: 30,
    completionTokens: 20 + index,
    finishReason: 'stop',
    grounding: null,
    ...changes,
  };
}

/** The function made again from its text alone: what it uses from outside is missing, as it is in the page. */
export function asInPage<T extends (...args: never[]) => unknown>(part: T): T {
  return new Function(`return (${String(part)})`)() as T;
}

/** What stands inside a block. */
export function packedText(blockElement: string): string {
  const [, packed] =
    /^<script type="application\/gzip" id="[a-z]+-\w+">([A-Za-z0-9+/=]+)<\/script>\n$/.exec(blockElement) ??
    [];
  if (packed === undefined) throw new Error(`not a block: ${blockElement.slice(0, 80)}`);
  return packed;
}
