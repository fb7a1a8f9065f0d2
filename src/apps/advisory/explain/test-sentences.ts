/** What a set of sentences for measuring the guard holds, by language. Figures stand in it as placeholders. */

import type { Language } from '../wording.ts';

export interface TestSentences {
  harmful: Record<Language, readonly string[]>;
  honest: Record<Language, readonly string[]>;
}
