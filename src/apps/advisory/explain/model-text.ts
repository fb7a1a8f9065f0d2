/** Asks a model to explain the figures; what it wrote is text to be checked, never taken at its word. */

import { contentHash } from '../../../core/ids.ts';
import type { PromptOrigin } from '../../../core/trace.ts';
import { fillPrompt } from '../../../data/load-prompt.ts';
import { splitThinking } from '../../../models/index.ts';
import type { TextModel } from '../../../models/index.ts';
import type { Figure } from '../figure.ts';
import type { Language } from '../wording.ts';
import { sayFigure } from './say-figure.ts';

const MAX_TOKENS = 1500;
const LONGEST = 6000;

export interface Ask {
  figures: readonly Figure[];
  /** What the gate cautions of, a sentence each. */
  findings: readonly string[];
  language: Language;
  seed: number;
  /** Why the last text was refused; empty at the first try. */
  faults: readonly string[];
}

export interface ModelText {
  /** With placeholders. */
  draft: string;
  prompt: PromptOrigin;
  /** SHA-256 of the message that was sent. */
  promptHash: string;
  wasCutOff: boolean;
}

/** @throws what the model throws: PromptTooLongError, RequestError, BudgetError. */
export async function askForText(model: TextModel, ask: Ask): Promise<ModelText> {
  const { figures, findings, language, seed, faults } = ask;
  const none = { en: '- nothing', zh: '- 无' }[language];
  const listed = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');
  const slots = {
    figures: figures
      .map((figure) => `- ${figure.id}: ${figure.label[language]} = ${sayFigure(figure, language)}`)
      .join('\n'),
    findings: findings.length === 0 ? none : listed(findings),
    example: `{{${figures[0]?.id ?? 'plan.volatility'}}}`,
    ...(faults.length > 0 && { faults: faults.join('; ') }),
  };
  const { text: content, ...prompt } = fillPrompt(
    'explain-advice',
    language,
    slots,
    faults.length > 0 ? 'again' : 'first',
  );
  const [generation] = await model.generate(
    [{ role: 'user', content }],
    { maxTokens: MAX_TOKENS, temperature: 0, seed },
    1,
  );
  if (generation === undefined) throw new RangeError(`${model.id} gave no generation`);
  const { content: said } = splitThinking(generation.text);
  return {
    draft: plain(said ?? ''),
    ...{ prompt, promptHash: contentHash(content) },
    wasCutOff: generation.finishReason === 'length' || said === null,
  };
}

/** Without tags, marks of Markdown and characters that nobody sees. */
function plain(text: string): string {
  return text
    .replace(/<\/?answer>/g, '')
    .replace(/(?![\n\t])[\p{Cf}\p{Cc}]/gu, '')
    .replace(/^[ \t]*(?:#+|[-*•])[ \t]+/gm, '')
    .replace(/\*\*|__|`/g, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .slice(0, LONGEST);
}
