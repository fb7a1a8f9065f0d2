/** The texts in the language that the reader has chosen. */

import { language } from '../state/preferences.ts';
import type { Language } from '../state/preferences.ts';
import { useStore } from '../state/store.ts';
import { en } from './en.ts';
import type { Texts } from './en.ts';
import { zh } from './zh.ts';

const byLanguage = { en, zh };

export function useTexts(): Texts {
  return useTextsOf(byLanguage);
}

/** Of a room that brings its texts with it, so that they are fetched with the room. */
export function useTextsOf<T>(both: Readonly<Record<Language, T>>): T {
  return both[useStore(language)];
}
