/** Holds what a model (or we) wrote against the figures, the strict form of a model's sentences, and the rules on promises. */

import type { Figure } from '../figure.ts';
import type { Language } from '../wording.ts';
import type { BoundNumber } from './bind.ts';
import { withCaveats, withoutPlainReturn } from './caveat.ts';
import { checkNumbers } from './check-text.ts';
import type { TextFault } from './check-text.ts';
import type { Names } from './cues.ts';
import { sentenceFaults } from './model-sentences.ts';
import { fillPlaceholders } from './placeholders.ts';
import { withoutQuotedNames } from './quoted-names.ts';
import { checkBesideSimulation } from './simulated.ts';

/** What the rules on communications with clients hold against a text: promises, predictions, superlatives. */
export type CheckPromises = (text: string, language: Language) => Promise<TextFault[]>;

export interface CheckedText {
  /** Placeholders filled in. */
  text: string;
  numbers: BoundNumber[];
  faults: TextFault[];
}

export interface CheckOptions {
  figures: readonly Figure[];
  names: Names;
  language: Language;
  /** Cautions of the gate, which a model may repeat word by word. */
  findings: readonly string[];
  checkPromises: CheckPromises;
}

export async function checkDraft(
  draft: string,
  options: CheckOptions,
  by: 'model' | 'us',
): Promise<CheckedText> {
  const { figures, names, language, findings, checkPromises } = options;
  const filled = fillPlaceholders(draft, figures, language);
  const bound = checkNumbers(filled.text, figures, names, filled.placed);
  const { text, placed } = withCaveats(filled.text, filled.placed, bound.numbers, language);
  const { numbers, faults } = checkNumbers(text, figures, names, placed);
  const found = await checkBesideSimulation(
    (said) => checkPromises(withoutQuotedNames(said, names, numbers), language),
    text,
    numbers,
  );
  const promises = withoutPlainReturn(found, text, numbers);
  const strict = by === 'us' ? [] : sentenceFaults(text, numbers, { names, figures, findings });
  return { text, numbers, faults: [...faults, ...strict, ...promises] };
}
