/** The room Data, in Chinese. */

import type { data as english } from './data.en.ts';

export const data: typeof english = {
  title: '数据',
};
