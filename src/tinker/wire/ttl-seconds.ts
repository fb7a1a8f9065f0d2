/** How long something saved is kept: at most 100 years, so that its end is a date. */

import { z } from 'zod';

export const ttlSeconds = z
  .int()
  .positive()
  .max(100 * 365 * 24 * 3600);
