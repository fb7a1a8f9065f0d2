/** What is being written, and what was last checked, in this tab: both outlive a reload. */

import { kept } from '../../state/kept.ts';
import type { CheckAnswer } from '../shapes.ts';

export const draft = kept<string>(() => sessionStorage, 'fin-r1.compliance-draft', {
  first: '',
  read: (text) => text,
});

export interface DoneCheck {
  /** Name of the file; null: the text of the field. */
  file: string | null;
  answer: CheckAnswer;
}

export const lastCheck = kept<DoneCheck | null>(() => sessionStorage, 'fin-r1.compliance-check-1', {
  first: null,
  read: (text) => JSON.parse(text) as DoneCheck | null,
});
