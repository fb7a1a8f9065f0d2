/** What the room says; fetched with it. */

import { compliance as en } from '../text/compliance.en.ts';
import type { ComplianceTexts } from '../text/compliance.en.ts';
import { compliance as zh } from '../text/compliance.zh.ts';
import { useTextsOf } from '../text/use-texts.ts';

const both = { en, zh };

export function useCompliance(): ComplianceTexts {
  return useTextsOf(both);
}
