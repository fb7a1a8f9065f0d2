/** What the room says; fetched with it. */

import { advice as en } from '../text/advice.en.ts';
import type { AdviceTexts } from '../text/advice.en.ts';
import { advice as zh } from '../text/advice.zh.ts';
import { useTextsOf } from '../text/use-texts.ts';

const both = { en, zh };

export function useAdvice(): AdviceTexts {
  return useTextsOf(both);
}
