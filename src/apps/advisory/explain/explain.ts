/**
 * The explanation of an advice in the client's language. With a model: its text is held against the figures, sentence by sentence against
 * the strict form of `model-sentences.ts`, and against the rules on promises; where it fails it is written anew, told why; then faulty sentences are taken out; then it is refused, and our own sentences
 * stand in its place. Without a model they stand there from the start. What was done is said.
 */

import { BudgetError, FinR1Error, RequestError } from '../../../core/errors.ts';
import type { PromptOrigin } from '../../../core/trace.ts';
import { PromptTooLongError } from '../../../models/index.ts';
import type { TextModel } from '../../../models/index.ts';
import type { Figure } from '../figure.ts';
import type { Language } from '../wording.ts';
import type { BoundNumber } from './bind.ts';
import { checkDraft } from './check-draft.ts';
import type { CheckedText, CheckOptions } from './check-draft.ts';
import { checkNumbers, withoutFaults } from './check-text.ts';
import { askForText } from './model-text.ts';
import type { ModelText } from './model-text.ts';
import { oneSided } from './one-sided.ts';
import { plainNames } from './plain-names.ts';
import { sentencesOf } from './sentences.ts';
import { writtenExplanation } from './written.ts';

export interface ExplainOptions extends CheckOptions {
  /** Null: our own sentences. */
  model: TextModel | null;
  seed: number;
}

export interface Explanation {
  language: Language;
  text: string;
  by: { kind: 'written' } | { kind: 'model'; model: string };
  numbers: BoundNumber[];
  /** Of each text that the model wrote: why it was not taken as it was. */
  tries: { promptHash: string; reasons: string[] }[];
  prompt: PromptOrigin | null;
  /** Sentences that were taken out. */
  removed: string[];
  /** Why the model's text is not shown at all; null where it is, or none was asked. */
  refused: string | null;
}

const TRIES = 3;
/** What must be left of a text for it to be an explanation. */
const FEWEST_SENTENCES = 3;
const RISK_FIGURES = ['plan.loss95', 'backtest.drawdown', 'plan.volatility'];

export async function explainAdvice(options: ExplainOptions): Promise<Explanation> {
  const { model } = options;
  if (model === null) return written(options, [], null, null);
  const tries: Explanation['tries'] = [];
  let prompt: PromptOrigin | null = null;
  let best: CheckedText | null = null;
  for (let i = 0; i < TRIES; i++) {
    let said: ModelText;
    try {
      const faults = tries.at(-1)?.reasons ?? [];
      said = await askForText(model, { ...options, seed: options.seed + i, faults });
    } catch (error) {
      return written(options, tries, prompt, noAnswer(error, model.id));
    }
    prompt = said.prompt;
    const checked = await checkDraft(said.draft, options, 'model');
    const lacking = lacks(checked, options);
    const reasons = [
      ...checked.faults.map(({ reason }) => reason),
      ...(said.wasCutOff ? ['the text was cut off'] : []),
      ...(lacking === null ? [] : [lacking]),
    ];
    tries.push({ promptHash: said.promptHash, reasons });
    if (reasons.length === 0) return shown(checked, [], options, model.id, tries, prompt);
    if (!said.wasCutOff && (best === null || checked.faults.length < best.faults.length)) best = checked;
  }
  if (best === null) return written(options, tries, prompt, 'every text was cut off');
  const { text, removed } = withoutFaults(best.text, best.faults);
  // Sentences that are beside each other now may be read in another way.
  const kept = await checkDraft(text, options, 'model');
  const lacking = kept.faults[0]?.reason ?? lacks(kept, options);
  if (lacking !== null) return written(options, tries, prompt, lacking);
  return shown(kept, removed, options, model.id, tries, prompt);
}

/** Only faults of the model or its provider; a budget that is spent, and any other error, ends the command. */
function noAnswer(error: unknown, model: string): string {
  const isOfModel = error instanceof PromptTooLongError || error instanceof RequestError;
  if (!isOfModel || error instanceof BudgetError || (error instanceof RequestError && error.stopsRun))
    throw error;
  return FinR1Error.isInstance(error) ? error.message : `${model} gave no answer`;
}

function lacks({ text, numbers }: CheckedText, { figures, names }: ExplainOptions): string | null {
  const says = (id: string): boolean => numbers.some(({ figure }) => figure === id);
  const telling = sentencesOf(text).filter(({ start, end }) =>
    numbers.some((one) => one.figure !== null && one.start >= start && one.start < end),
  );
  if (telling.length < FEWEST_SENTENCES) return 'too little is said';
  if (!RISK_FIGURES.some(says)) return 'no figure of risk is named';
  const unsaid = oneSided(figures, says);
  if (unsaid !== null) return unsaid;
  // Without the largest position the others would read as if they were all.
  const saysPosition = numbers.some(({ figure }) => /^plan\.(?:weight|amount)\./.test(figure ?? ''));
  const largest = largestPosition(figures);
  if (!saysPosition || largest === null) return null;
  if (says(`plan.weight.${largest}`) || says(`plan.amount.${largest}`)) return null;
  return `the largest position, ${names.products[largest]?.[0] ?? largest}, is left out`;
}

function largestPosition(figures: readonly Figure[]): string | null {
  const weights = figures.filter(({ id }) => id.startsWith('plan.weight.'));
  const [largest] = weights.sort((a, b) => b.value - a.value);
  return largest?.id.slice('plan.weight.'.length) ?? null;
}

function shown(
  { text, numbers }: CheckedText,
  removed: string[],
  { language }: ExplainOptions,
  model: string,
  tries: Explanation['tries'],
  prompt: PromptOrigin | null,
): Explanation {
  return { language, text, by: { kind: 'model', model }, numbers, tries, prompt, removed, refused: null };
}

async function written(
  options: ExplainOptions,
  tries: Explanation['tries'],
  prompt: PromptOrigin | null,
  refused: string | null,
): Promise<Explanation> {
  const first = await ownText(options);
  const { language } = options;
  const told = (own: typeof first): Explanation => {
    return { language, ...own, by: { kind: 'written' }, tries, prompt, refused };
  };
  if (first.removed.length === 0) return told(first);
  // Names of products and goals are others' words: where one promises something, a plain one stands in its place.
  return told(await ownText({ ...options, names: plainNames(options.names, first.numbers) }));
}

async function ownText(options: ExplainOptions): Promise<Pick<Explanation, 'text' | 'removed' | 'numbers'>> {
  const { figures, names, language } = options;
  const own = await checkDraft(writtenExplanation(figures, names, language), options, 'us');
  const { text, removed } = withoutFaults(own.text, own.faults);
  return { text, removed, numbers: checkNumbers(text, figures, names).numbers };
}
