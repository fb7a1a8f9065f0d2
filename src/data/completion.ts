/** A completion in the paper's output format: `<think>`, `</think>`, `<answer>`, `</answer>`, each tag on its own line (Fig. 6). */

/** What closes the reasoning and gives the answer. */
export function conclusion(answer: string): string {
  return `</think>\n<answer>\n${answer}\n</answer>`;
}

/** The reasoning with what closes it, as it goes on after `<think>`. */
export function concluded(steps: readonly string[], answer: string): string {
  return `${steps.join('\n')}\n${conclusion(answer)}`;
}

export function completionText(steps: readonly string[], answer: string): string {
  return `<think>\n${concluded(steps, answer)}`;
}
