/** The number of a request: protobuf has 32 bits for it. */

import { z } from 'zod';

export const LAST_SEQ_ID = 2 ** 31 - 1;

export const seqId = z.int().nonnegative().max(LAST_SEQ_ID).nullish();
