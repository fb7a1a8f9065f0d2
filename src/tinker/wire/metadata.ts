/** What users note about a session or a model. */

import { z } from 'zod';
import { boundedMap } from './bounded.ts';

const MOST_ENTRIES = 1000;

export const metadata = boundedMap(z.string(), MOST_ENTRIES).nullish();
