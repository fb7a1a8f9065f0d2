/** A completion in the paper's output format: `<think>`, `</think>`, `<answer>`, `</answer>`, each tag on its own line (Fig. 6). */

/** What closes the reasoning and gives the answer. */
export function conclusion(answer: string): string {
  return `</think>\n<answer>\n${answer}\n</answer>`;
}

export function completionText(reasoning: string, answer: string): string {
  return `<think>\n${reasoning}\n${conclusion(answer)}`;
}
