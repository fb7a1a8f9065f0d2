/** What is said to a client, in both languages. */

export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

export interface Wording {
  en: string;
  zh: string;
}
