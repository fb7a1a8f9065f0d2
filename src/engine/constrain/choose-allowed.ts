/** The next token of an answer that is held to a form: as the model would choose among those that are allowed. */

import { FinR1Error } from '../../core/errors.ts';
import type { Row } from '../sampler/job.ts';
import { chooseToken, likeliest } from '../sampler/next-token.ts';
import type { Distribution } from '../sampler/next-token.ts';

/** Draws before all tokens are looked at: most often the first one will do. */
const DRAWS = 32;

/**
 * What is drawn and not allowed is taken out and another drawn, which gives every allowed token its own share (with `topP` below 1 its cut falls
 * where the whole distribution's does). Changes the distribution of the row.
 */
export function chooseAllowed(
  distribution: Distribution,
  at: number,
  { job, random }: Pick<Row, 'job' | 'random'>,
  allows: (token: number) => boolean,
): number {
  const { vocabSize, logits, probabilities } = distribution;
  const [from, to] = [at * vocabSize, (at + 1) * vocabSize];
  // Greedy, the second draw would be the first again.
  const draws = job.rule.temperature === 0 ? 1 : DRAWS;
  for (let draw = 0; draw < draws; draw++) {
    const token = chooseToken(distribution, at, job.rule, random);
    if (allows(token)) return token;
    probabilities[from + token] = 0;
  }
  for (const token of likeliest(logits.subarray(from, to))) if (allows(token)) return token;
  throw new FinR1Error('json-schema', 'no token of the model can go on with JSON of the schema', {
    hint: 'Use a simpler schema.',
  });
}
