/** What a reader has chosen for the whole page. */

import { kept } from './kept.ts';

export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const oneOf =
  <T extends string>(known: readonly T[]) =>
  (text: string): T | undefined =>
    known.find((one) => one === text);

export const language = kept<Language>(() => localStorage, 'fin-r1.language', {
  first: navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en',
  read: oneOf(languages),
});

export const theme = kept<Theme>(() => localStorage, 'fin-r1.theme', { first: 'auto', read: oneOf(themes) });

/** For servers that ask for one; gone with the tab. */
export const apiKey = kept<string>(() => sessionStorage, 'fin-r1.key', { first: '', read: (text) => text });
