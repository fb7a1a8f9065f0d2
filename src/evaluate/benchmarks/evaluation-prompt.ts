/**
 * What a model is asked in an evaluation: one prompt file a benchmark and language, so that the hash of one file says how a score was come by.
 *
 * There is no system prompt: some models are told by their makers to have none, and chat templates treat it differently, so that one user message
 * asks all models alike. The paper's evaluation prompts are not published; its training form, `<think>` and `<answer>`, is asked for.
 */

import type { Question } from '../../core/question.ts';
import type { ChatMessage, PromptOrigin } from '../../core/trace.ts';
import { fillPrompt } from '../../data/load-prompt.ts';
import { renderQuestion } from '../../data/render-question.ts';
import type { Benchmark } from './benchmark.ts';

/** For questions that say themselves what to answer and how. */
const OWN_INSTRUCTION = 'evaluate-own-instruction';

export interface EvaluationPrompt {
  messages: ChatMessage[];
  file: PromptOrigin;
}

/** A question without gold is asked as one that is answered in text. Never holds the gold. */
export function evaluationPrompt(benchmark: Pick<Benchmark, 'prompt'>, question: Question): EvaluationPrompt {
  const { text, ...file } = filled(benchmark.prompt, question);
  return { messages: [{ role: 'user', content: text }], file };
}

function filled(prompt: string, question: Question): ReturnType<typeof fillPrompt> {
  const { language, reference } = question;
  if (prompt === OWN_INSTRUCTION) {
    return fillPrompt(prompt, language, { input: question.question.trim() });
  }
  const labels = reference?.kind === 'label' ? Object.keys(reference.labels) : null;
  const slots = {
    input: renderQuestion(question),
    ...(labels === null ? {} : { labels: labels.join(language === 'zh' ? '、' : ', ') }),
  };
  return fillPrompt(prompt, language, slots, reference?.kind ?? 'text');
}
