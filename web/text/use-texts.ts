/** The texts in the language that the reader has chosen. */

import { language } from '../state/preferences.ts';
import { useStore } from '../state/store.ts';
import { en } from './en.ts';
import type { Texts } from './en.ts';
import { zh } from './zh.ts';

const byLanguage = { en, zh };

export function useTexts(): Texts {
  return byLanguage[useStore(language)];
}
