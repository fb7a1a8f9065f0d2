/** What is being filled in and what was last computed, in this tab: both outlive a reload, and are gone with the tab. */

import { kept } from '../state/kept.ts';
import { language } from '../state/preferences.ts';
import type { AdviceInput, SaidAdvice } from './api.ts';
import { emptyDraft } from './draft.ts';
import type { Draft } from './draft.ts';

export function newDraft(): Draft {
  return emptyDraft(language.get(), new Date().toISOString().slice(0, 10));
}

export const draft = kept<Draft>(() => sessionStorage, 'fin-r1.advice-draft-1', {
  first: newDraft(),
  read: (text) => JSON.parse(text) as Draft,
});

/** Which prices and products: by id, or a file of one's own. */
export interface Sources {
  market: { id: string } | { name: string; csv: string } | null;
  products: { id: string } | { name: string; yaml: string } | null;
  model: string | null;
}

export const sources = kept<Sources>(() => sessionStorage, 'fin-r1.advice-sources-1', {
  first: { market: null, products: null, model: null },
  read: (text) => JSON.parse(text) as Sources,
});

export interface DoneAdvice {
  input: AdviceInput;
  advice: SaidAdvice;
}

export const lastAdvice = kept<DoneAdvice | null>(() => sessionStorage, 'fin-r1.advice-2', {
  first: null,
  read: (text) => JSON.parse(text) as DoneAdvice | null,
});
