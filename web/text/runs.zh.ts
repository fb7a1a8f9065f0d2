/** The room Runs, in Chinese. */

import type { runs as english } from './runs.en.ts';

export const runs: typeof english = {
  title: '训练',
};
