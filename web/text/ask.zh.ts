/** The room Ask, in Chinese. */

import type { ask as english } from './ask.en.ts';

export const ask: typeof english = {
  title: '提问',
};
