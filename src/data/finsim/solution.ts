/** A solved question: the reasoning's steps and the answer, and its text in the paper's output format. */

export interface Solution {
  steps: string[];
  answer: string;
}

/** What closes the steps and gives the answer. */
export function conclusion(answer: string): string {
  return `</think>\n<answer>\n${answer}\n</answer>`;
}

/** `<think>` steps `</think>` `<answer>` answer `</answer>`, each tag on its own line (the paper's Fig. 6). */
export function completionText({ steps, answer }: Solution): string {
  return `<think>\n${steps.join('\n')}\n${conclusion(answer)}`;
}
