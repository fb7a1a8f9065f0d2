/** Lengths of prompts for estimates of memory and hours, before a tokenizer is at hand. */

import type { Question } from '../core/question.ts';
import { withSystemPrompt } from '../core/system-prompt.ts';
import { renderMessages } from '../data/index.ts';
import { estimatePromptTokens } from '../models/index.ts';
import type { Recipe } from './schema.ts';

/** About how many tokens a run's models see of a question, without a tokenizer. */
export function promptTokens({ systemPrompt }: Pick<Recipe, 'systemPrompt'>, question: Question): number {
  return estimatePromptTokens(withSystemPrompt(renderMessages(question), systemPrompt));
}
