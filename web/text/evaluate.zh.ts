/** The room Evaluate, in Chinese. */

import type { evaluate as english } from './evaluate.en.ts';

export const evaluate: typeof english = {
  title: '评测',
};
