/** The rule scorer of `verify` as the reward's scorer: one scorer for the data filter, the reward and the evaluation. */

import { scoreGeneration } from '../verify/index.ts';
import type { Scorer } from './reward.ts';

export const scoreByRule: Scorer = (generation, question) => scoreGeneration(generation, question.reference);
